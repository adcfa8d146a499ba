"""csv, tsv and other text tables: bytes → text → dialect → one sheet whose values all stay text."""

import json

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.formats.encoding import decoded
from okr_analytics.ingest.formats.file_kinds import refuse_as
from okr_analytics.ingest.formats.raw import Notes, RawSheet, printable
from okr_analytics.ingest.formats.text_rows import parse
from okr_analytics.ingest.gate import MAX_CELLS, MAX_COLUMNS, too_big

MAX_LINE = 8 << 20  # characters


def read_text(data: bytes, notes: Notes) -> RawSheet:
    """The one sheet of a text table; row numbers are those of its records; raises RefusedFile for what is no table."""
    text, guessed = decoded(data)
    _check(text, data)
    if not text.strip('\ufeff \t\r\n,;"'):
        raise RefusedFile("The file holds nothing but blank lines: choose the file that holds the table.")
    clean = printable(text.removeprefix("\ufeff"))
    sheet = RawSheet("")
    if guessed:
        notes.add("encoding-guessed", detail=guessed)
    if broken := clean.count("\ufffd"):
        notes.add("characters-replaced", detail=f"{broken:,}")
    table = parse(clean)
    for row in table.mended:
        notes.add("quotes-mended", "", row, 1)
    _fill(sheet, table.rows, notes)
    if sum(map(len, sheet.rows.values())) == 1 and not table.dialect.delimiter:
        raise refuse_as("a single piece of text", "choose the file that holds the table")
    sheet.finish(notes)
    return sheet


def _fill(sheet: RawSheet, rows: list[list[str]], notes: Notes) -> None:
    count = 0
    for number, row in enumerate(rows, start=1):
        if len(row) > 4 * MAX_COLUMNS or (len(row) > MAX_COLUMNS and sum(map(bool, row)) > MAX_COLUMNS):
            raise too_big(f"line {number:,} has {len(row):,} columns, and {MAX_COLUMNS:,} are allowed")
        count += len(row)
        if count > 4 * MAX_CELLS:
            raise too_big(f"it has more than {MAX_CELLS:,} cells")
        for column, value in enumerate(row, start=1):
            if value:
                sheet.put(number, column, value, "General", notes)


def _check(text: str, data: bytes) -> None:
    sample = text[:100_000]
    strange = sum(1 for c in sample if c < " " and c not in "\t\n\r\f\v\x1a\x00\x1b") + sample.count("\x00") / 4
    if strange > max(2, len(sample) / 100):
        raise refuse_as("a binary file of a kind that isn't known here")
    if max(map(len, text.splitlines()), default=0) > MAX_LINE:
        raise too_big(f"a line of it is longer than {MAX_LINE >> 20} million characters")
    start = sample.lstrip()[:1]
    if start in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(json.loads(text), (dict, list)):
            raise refuse_as("a JSON file", "turn it into a table and save that as .xlsx or .csv")
