"""`check FILE...`: recognises and validates spreadsheets and stores nothing."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import DATA_ERROR, FINE, NO_FILE, log, print_json, say
from okr_analytics.commands.files import add_file_arguments, readings
from okr_analytics.ingest.reading import Reading, TableReading

NAME = "check"
HELP = "recognise and validate spreadsheets, store nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --records, --as-of."""
    add_file_arguments(parser, required=True)
    parser.add_argument("--records", action="store_true", help="with --json: print the records as well")


def run(args: argparse.Namespace) -> int:
    """Prints what was understood of each file."""
    found = list(readings(args.files, args.as_of))
    if args.json:
        print_json({"files": [reading.as_dict(with_records=args.records) for reading in found]})
    else:
        for reading in found:
            _tell(reading)
    return exit_code(found)


def exit_code(found: list[Reading]) -> int:
    """2 where no file could be used, else 1 where the data holds an error, else 0; refusals go to stderr."""
    for reading in found:
        if reading.refused:
            log(f"{reading.file}: {reading.refused}")
    if all(reading.refused for reading in found):
        return NO_FILE
    return DATA_ERROR if any(reading.has_errors for reading in found) else FINE


def _tell(reading: Reading) -> None:
    say(f"{Path(reading.file).name}")
    if reading.refused:
        say(f"  refused: {reading.refused}")
        return
    used = reading.nonblank - reading.unused_count
    say(f"  as of {reading.as_of} (from {reading.as_of_source}); {used} of {reading.nonblank} cells loaded")
    for table in reading.tables:
        _tell_table(table)
    for item in reading.unused:
        cells = "1 cell" if item.cells == 1 else f"{item.cells} cells"
        say(f"  not used: {item.sheet}!{item.range} ({cells}): {item.reason}")
    for diagnostic in reading.diagnostics:
        say(f"  {diagnostic.severity} {diagnostic.code}: {diagnostic}")


def _tell_table(table: TableReading) -> None:
    counts = ", ".join(f"{count} {kind}" for kind, count in table.records.items()) or "no records"
    say(f"  {table.sheet}!{table.range}: {table.kind} ({table.confidence:.0%}, {table.layout}): {counts}")
    say(f"    {table.how}")
    for column in table.columns:
        say(f"    {column.column:>3} {column.header[:40]:40} → {column.field or '–'} ({column.how})")
