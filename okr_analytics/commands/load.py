"""`load FILE...`: loads spreadsheets into the store and says what changed."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import log, print_json, say
from okr_analytics.commands.check import exit_code
from okr_analytics.commands.files import add_file_arguments
from okr_analytics.commands.store import actor, open_store
from okr_analytics.ingest.reading import Reading
from okr_analytics.loading import Diff, LoadReport, Workspace
from okr_analytics.loading.preview import Preview

NAME = "load"
HELP = "load spreadsheets into the store"
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --as-of, --mode."""
    add_file_arguments(parser, required=True)
    parser.add_argument(
        "--mode",
        choices=("merge", "replace"),
        help="replace: what lies in a file's units and cycles and isn't in the file is gone "
        "(default: replace for effort, merge for the rest)",
    )


def run(args: argparse.Namespace) -> int:
    """Loads each file in its order; a file that can't be used doesn't hinder the others."""
    workspace = open_store(args)
    try:
        reports = [_load(workspace, file, args) for file in args.files]
    finally:
        workspace.close()
    if args.json:
        files = [report.as_dict() for report in reports]
        print_json({"files": files, "load_id": reports[-1].load_id, "diff": files[-1]["diff"]})
    else:
        for report in reports:
            _tell(report)
    return exit_code([report.preview.reading for report in reports])


def _load(workspace: Workspace, file: str, args: argparse.Namespace) -> LoadReport:
    log(f"Reading {file} …")
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        refused = Reading(file=file, sha256="", refused=f"The file can't be read: {error.strerror}.")
        return LoadReport(Preview.of_refused(refused), None)
    return workspace.load(Path(file).name, data, as_of=args.as_of, mode=args.mode, actor=actor())


def _tell(report: LoadReport) -> None:
    say(f"{report.preview.reading.file}: {report.words}")
    _tell_diff(report.diff)
    for diagnostic in report.diagnostics:
        say(f"  {diagnostic.severity} {diagnostic.code}: {diagnostic}")


def _tell_diff(diff: Diff) -> None:
    for sign, items in (("+", diff.new), ("~", diff.changed), ("-", diff.gone)):
        for item in items[:SHOWN]:
            fields = ", ".join(f"{name}: {old} → {new}" for name, (old, new) in item.fields.items())
            say(f"  {sign} {item.kind} {item.label}" + (f" ({fields})" if fields else ""))
        if len(items) > SHOWN:
            say(f"  {sign} … and {len(items) - SHOWN} more")
    for offer in diff.renamed:
        say(f'  ? {offer.kind} "{offer.new}" may be "{offer.old}" under a new name')
