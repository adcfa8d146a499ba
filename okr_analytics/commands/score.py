"""`score FOLDER EXPECTATIONS`: how well a folder of sheets is understood, against what people wrote down."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from okr_analytics.commands.answer import FINE, NO_FILE, log, print_json, say
from okr_analytics.ingest.scoring import Score, load_expectations, score_file
from okr_analytics.ingest.understand import read

NAME = "score"
HELP = "measure how well a folder of sheets is understood, against expectations (docs/expectations.md)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FOLDER and EXPECTATIONS."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of spreadsheets")
    parser.add_argument("expectations", type=Path, metavar="EXPECTATIONS", help="a JSON file or a folder of them")
    parser.add_argument("--as-of", type=dt.date.fromisoformat, metavar="DATE", help="the day the files' values hold")


def run(args: argparse.Namespace) -> int:
    """Prints tables right, columns right, records right and cells accounted."""
    score = Score()
    for file, tables in load_expectations(args.expectations):
        path = args.folder / file
        if not path.is_file():
            log(f"{file}: not in the folder; skipped")
            continue
        score_file(read(str(path), path.read_bytes(), as_of=args.as_of), tables, score)
    if not score.files:
        log("None of the expected files is in the folder.")
        return NO_FILE
    if args.json:
        print_json(score.as_dict())
    else:
        _tell(score.as_dict())
    return FINE


def _tell(result: dict[str, Any]) -> None:
    say(f"{result['files']} files")
    for name, label in (
        ("tables_right", "tables right"),
        ("columns_precision", "columns right, of those mapped"),
        ("columns_recall", "columns right, of those expected"),
        ("records_right", "record counts right"),
        ("files_accounted", "files whose cells add up"),
    ):
        found = result[name]
        share = "–" if found["share"] is None else f"{found['share']:.1%}"
        say(f"  {label:34} {share:>7}  ({found['right']} of {found['of']})")
    for miss in result["misses"]:
        say(f"  – {miss}")
