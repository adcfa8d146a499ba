"""`annotate FILE... --out DIR`: gives each workbook back with every remark at its cell; stores nothing."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import FINE, NO_FILE, log, print_json, say
from okr_analytics.commands.files import add_file_arguments, readings, write_new
from okr_analytics.ingest.reading import Reading
from okr_analytics.packs.annotated import Annotated
from okr_analytics.policy import Policy
from okr_analytics.ui.annotating import annotated_copy

NAME = "annotate"
HELP = "write copies of workbooks with every remark at its cell"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --as-of, --out."""
    add_file_arguments(parser, required=True)
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder for the copies; it is made if missing")


def run(args: argparse.Namespace) -> int:
    """Writes the copies and says what each could not carry; 2 where no file could be used."""
    written: list[tuple[str, Path, Annotated]] = []
    for reading in readings(args.files, args.as_of):
        if reading.refused:
            log(f"{reading.file}: {reading.refused}")
            continue
        copy = _copy(reading)
        written.append((reading.file, write_new(Path(args.out), copy.file, copy.data), copy))
    if args.json:
        files = [{"file": f, "copy": str(path), "missing": list(c.missing)} for f, path, c in written]
        print_json({"files": files})
    else:
        for file, path, copy in written:
            say(f"{file} → {path}")
            for sentence in copy.missing:
                say(f"  {sentence}")
    return FINE if written else NO_FILE


def _copy(reading: Reading) -> Annotated:
    return annotated_copy(Path(reading.file).read_bytes(), reading, reading.diagnostics, Policy())
