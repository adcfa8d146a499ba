"""`backtest [FILE...]`: how good the forecasts would have been, looked back at over finished key results."""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from okr_analytics.commands.answer import FINE, NO_FILE, log, print_json, say
from okr_analytics.commands.files import add_file_arguments
from okr_analytics.commands.store import open_store
from okr_analytics.errors import RefusedFile
from okr_analytics.loading import Workspace
from okr_analytics.metrics.backtest import backtest
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.forecasts import calibration
from okr_analytics.metrics.prior import Trajectory
from okr_analytics.metrics.scoreboard import table

NAME = "backtest"
HELP = "look back at forecasts: Brier, CRPS, coverage and reliability beside base rate, linear, colour and confidence"
TOO_FEW = "There are no two finished cycles of key results yet: forecasts can't be looked back at."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --as-of."""
    add_file_arguments(parser, required=False)
    parser.epilog = (
        "FILE is a spreadsheet with key results and check-ins, or a .jsonl with one finished key result a line: "
        '{"key", "period", "taus", "progress", "final", and optionally "ambition", "model", "confidences", "target"}.'
    )


def run(args: argparse.Namespace) -> int:
    """Prints the scores by method and by week."""
    lines = [name for name in args.files if name.endswith(".jsonl")]
    sheets = [name for name in args.files if name not in lines]
    found = list(_told(lines))
    if sheets or not args.files:
        found += _stored(args, sheets)
    answer = backtest(found)
    if args.json:
        print_json(answer.as_dict())
    else:
        for line in table(answer).splitlines() if answer.cases else (TOO_FEW,):
            say(line)
    return FINE if found or not args.files else NO_FILE


def _told(files: Iterable[str]) -> Iterable[Trajectory]:
    for name in files:
        try:
            text = Path(name).read_text(encoding="utf-8")
            for line in filter(str.strip, text.splitlines()):
                yield trajectory(json.loads(line))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise RefusedFile(f"{name} doesn't hold trajectories, one JSON object a line: {error}.") from error


def trajectory(said: Mapping[str, Any]) -> Trajectory:
    """The trajectory of a line; raises TypeError or ValueError for fields that don't exist or don't fit."""
    one = Trajectory(**said)
    if len(one.taus) != len(one.progress):
        raise ValueError("taus and progress differ in length")
    ways = {"taus": tuple(map(float, one.taus)), "progress": tuple(map(float, one.progress))}
    return Trajectory(**{**said, **ways, "confidences": tuple(one.confidences)})


def _stored(args: argparse.Namespace, sheets: list[str]) -> list[Trajectory]:
    if sheets:
        files = []
        for name in sheets:
            try:
                files.append((Path(name).name, Path(name).read_bytes()))
            except OSError as error:
                log(f"{name}: The file can't be read: {error.strerror}.")
        workspace = Workspace.in_memory(files, as_of=args.as_of)
    else:
        workspace = open_store(args, read_only=True)
    try:
        times = Filters(as_of=args.as_of).resolve(workspace.database).times
        return list(calibration(workspace.database, *times))
    finally:
        workspace.close()
