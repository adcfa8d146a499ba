"""Bytes → Workbook: the one way any file comes in."""

from pathlib import PurePath

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.cells import Workbook
from okr_analytics.ingest.gate import MAX_FILE, too_big
from okr_analytics.ingest.reader import read_lines
from okr_analytics.ingest.resting import collector_at_rest
from okr_analytics.ingest.wire import decode


def open_workbook(file: str, data: bytes) -> Workbook:
    """The cells of a workbook or text table, whatever its name says.

    Raises RefusedFile with one sentence (what it is, what to do) when the file can't be used. The name is only shown;
    a text table's one sheet is called after it.
    """
    if not data:
        raise RefusedFile("The file is empty: it has 0 bytes, so choose the file that holds the table.")
    if len(data) > MAX_FILE:
        raise too_big(f"it has {len(data) >> 20:,} MB, and {MAX_FILE >> 20} MB are allowed")
    lines = read_lines(data)
    try:
        with collector_at_rest():
            return decode(file, PurePath(file.replace("\\", "/")).stem, data, lines)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError) as error:
        raise RefusedFile(
            "The file makes its reader answer nonsense: save it again as .xlsx and upload that copy."
        ) from error
