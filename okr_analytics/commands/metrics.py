"""`metrics [FILE...]`: any metric of the catalogue by its dimensions, from files alone or from the store."""

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from okr_analytics import numbers
from okr_analytics.commands.answer import FINE, log, print_json, say
from okr_analytics.commands.check import exit_code
from okr_analytics.commands.files import add_file_arguments
from okr_analytics.commands.store import open_store
from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import UnknownName
from okr_analytics.loading import Workspace
from okr_analytics.metrics.catalogue import METRICS, metric
from okr_analytics.metrics.dimensions import DIMENSIONS
from okr_analytics.metrics.evaluate import MetricRow, evaluate
from okr_analytics.metrics.filters import CONVERSATIONS, MEASURES, Filters
from okr_analytics.views.derived import prepare

NAME = "metrics"
HELP = "evaluate metrics, from files alone or from the store"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --metric, --by, --cycle, --unit, --as-of, --known-at, --conversation, --measure, --list."""
    add_file_arguments(parser, required=False)
    parser.add_argument("--metric", action="append", metavar="M", help="a metric; may be repeated (default: all)")
    parser.add_argument("--by", action="append", default=[], metavar="DIM", help="a dimension; may be repeated")
    parser.add_argument("--cycle", metavar="C", help="only this cycle")
    parser.add_argument("--unit", metavar="U", help="only this unit and everything below it")
    parser.add_argument("--known-at", type=dt.datetime.fromisoformat, metavar="T", help="as it was known then (UTC)")
    parser.add_argument("--conversation", choices=CONVERSATIONS, help="only effort of this conversation")
    parser.add_argument("--measure", choices=MEASURES, help="effort in this measure (default: the one most used)")
    parser.add_argument("--list", action="store_true", help="list the metrics with what they mean")


def run(args: argparse.Namespace) -> int:
    """Prints one row per metric and group; with files, the exit code says how they could be used."""
    if args.list:
        return _list(args)
    asked = _asked(_words(args.metric), _words(args.by))
    workspace = _workspace(args)
    try:
        found = _answer(workspace, args, asked)
    finally:
        workspace.close()
    if args.json:
        print_json({"rows": [row.as_dict() for row in found]})
    else:
        _tell(found)
    return exit_code([report.preview.reading for report in workspace.reports]) if args.files else FINE


def _words(given: Sequence[str] | None) -> list[str]:
    """`--by unit --by cycle` and `--by unit,cycle` mean the same."""
    return [word.strip() for text in given or () for word in text.split(",") if word.strip()]


def _asked(names: Sequence[str], by: Sequence[str]) -> list[str]:
    """The metrics asked for; without any, all that can be told apart so."""
    for name in by:
        if name not in DIMENSIONS:
            raise UnknownName(f"There is no dimension {name!r}.{did_you_mean(name, DIMENSIONS)}")
    if names:
        return [metric(name).name for name in names]
    return [one.name for one in METRICS.values() if set(by) <= set(one.dimensions)]


def _workspace(args: argparse.Namespace) -> Workspace:
    if not args.files:
        return open_store(args, read_only=True)
    files = []
    for name in args.files:
        try:
            files.append((Path(name).name, Path(name).read_bytes()))
        except OSError as error:
            log(f"{name}: The file can't be read: {error.strerror}.")
    return Workspace.in_memory(files, as_of=args.as_of)


def _answer(workspace: Workspace, args: argparse.Namespace, asked: Sequence[str]) -> tuple[MetricRow, ...]:
    filters = Filters(
        unit=args.unit,
        cycle=args.cycle,
        as_of=args.as_of,
        known_at=args.known_at,
        conversation=args.conversation,
        measure=args.measure,
        locale=workspace.policy.locale,
    ).resolve(workspace.database)
    if any(METRICS[name].group in ("quality", "progress") for name in asked):
        prepare(workspace.database, filters, workspace.policy)
    return evaluate(workspace.database, asked, _words(args.by), filters)


def _list(args: argparse.Namespace) -> int:
    if args.json:
        listed = [
            {
                "metric": one.name,
                "label": one.label,
                "unit": one.unit,
                "definition": one.definition,
                "dimensions": list(one.dimensions),
            }
            for one in METRICS.values()
        ]
        print_json({"metrics": listed})
        return FINE
    for one in METRICS.values():
        say(f"{one.name} ({one.label}, {one.unit})")
        say(f"    {one.definition}")
        say(f"    by: {', '.join(one.dimensions)}")
    return FINE


def _tell(found: Sequence[MetricRow]) -> None:
    for row in found:
        group = ", ".join(f"{name}: {value if value is not None else 'not stated'}" for name, value in row.dims.items())
        covered = "" if row.coverage is None else f"  (known for {numbers.text(row.coverage, 'percent')})"
        label = METRICS[row.metric].label + (f" [{group}]" if group else "")
        say(f"{label}: {numbers.text(row.value, row.unit)}{covered}")
    if not found:
        say("Nothing to tell under these filters.")
