"""`pack --out DIR [FILE...]`: writes review packs, of the store or of these files alone, in any format."""

import argparse
import re
from pathlib import Path

from okr_analytics.commands.answer import FINE, log, print_json, say
from okr_analytics.commands.check import exit_code
from okr_analytics.commands.files import add_file_arguments
from okr_analytics.commands.store import open_store
from okr_analytics.errors import OkrError
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.compose import compose
from okr_analytics.packs.registry import format_of, formats
from okr_analytics.views.contents import PAGES
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question

NAME = "pack"
HELP = "write review packs"


class CannotWrite(OkrError):
    """The folder for the packs can't be written."""

    exit_code = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --out, --format, --unit, --cycle, --as-of, --pages, --title."""
    add_file_arguments(parser, required=False)
    parser.add_argument("--out", required=True, metavar="DIR", type=Path, help="the folder, made if it isn't there")
    parser.add_argument("--format", default="html,xlsx", help=f"with commas between: {', '.join(formats())}")
    parser.add_argument("--unit", help="one unit and everything below it")
    parser.add_argument("--cycle", help="one cycle")
    parser.add_argument("--pages", default=",".join(PAGES), help="what goes in, with commas between")
    parser.add_argument("--title", default="Review of our three conversations")


def run(args: argparse.Namespace) -> int:
    """Writes one file per format and prints their paths."""
    chosen = [format_of(name.strip()) for name in args.format.split(",")]
    workspace, code = _workspace(args)
    try:
        filters = Filters(unit=args.unit, cycle=args.cycle, as_of=args.as_of).resolve(workspace.database)
        prepare(workspace.database, filters, workspace.policy)
        question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
        pack = compose(question, tuple(name.strip() for name in args.pages.split(",")), title=args.title)
        paths = []
        for form in chosen:
            log(f"Writing the {form.label} …")
            paths.append(_write(args.out / f"{_stem(args, filters)}.{form.extension}", form.write(pack)))
    finally:
        workspace.close()
    if args.json:
        print_json({"files": paths})
    else:
        for path in paths:
            say(path)
    return code


def _workspace(args: argparse.Namespace) -> tuple[Workspace, int]:
    if not args.files:
        return open_store(args, read_only=True), FINE
    files = []
    for file in args.files:
        try:
            files.append((Path(file).name, Path(file).read_bytes()))
        except OSError as error:
            log(f"{file} can't be read: {error.strerror}.")
    workspace = Workspace.in_memory(files, as_of=args.as_of)
    readings = [report.preview.reading for report in workspace.reports]
    for reading in readings:
        if reading.refused:
            log(f"{reading.file}: {reading.refused}")
    return workspace, exit_code(readings)


def _stem(args: argparse.Namespace, filters: Filters) -> str:
    parts = ["review", args.unit or "", args.cycle or "", str(filters.as_of)]
    return "-".join(re.sub(r"[^\w]+", "-", part).strip("-").lower() for part in parts if part)


def _write(path: Path, data: bytes) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CannotWrite(f"{path} can't be written: {error.strerror}.") from error
    return str(path)
