"""What the confined reader hands out: sheets and notes made of plain lists and strings, nothing that can run."""

import datetime as dt
import re
from typing import TypeAlias

from okr_analytics.ingest.gate import MAX_BOX, MAX_CELLS, MAX_COLUMNS, MAX_TEXT, too_big

Wire: TypeAlias = str | float | bool | list[str]
# A list is [tag, text]: d date, t date and time, c time of day, s seconds of a duration, e error.

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def printable(text: str) -> str:
    """The text with every character that no document can hold shown as "�"."""
    return _NOT_TEXT.sub("�", text)


def unescape(text: str) -> str:
    """The text of an OOXML string: _x000D_ and its like decoded, line ends as one "\\n"."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = _PAIR.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text = _NOT_TEXT.sub("�", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def wire(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> list[str]:
    """A moment as a tagged text."""
    if isinstance(value, dt.datetime):
        return ["t", value.isoformat()]
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    if isinstance(value, dt.time):
        return ["c", value.isoformat()]
    return ["s", repr(value.total_seconds())]


class Notes:
    """What the reader has to say, one note per code and sheet with its first cell and how many there were."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[object]] = {}

    def add(self, code: str, sheet: str = "", row: int = 0, column: int = 0, detail: str = "") -> None:
        """Note one thing; row 0 means that no one cell is meant."""
        note = self._found.get((code, sheet))
        if note is None:
            self._found[code, sheet] = [code, sheet, row, column, printable(detail[:80]), 1]
        else:
            note[5] = int(str(note[5])) + 1

    def all(self) -> list[list[object]]:
        """Every note as [code, sheet, row, column, detail, count]."""
        return list(self._found.values())


class RawSheet:
    """One sheet while it is read; blank cells are never put in."""

    def __init__(self, name: str, *, hidden: bool = False) -> None:
        self.name, self.hidden = name, hidden
        self.rows: dict[int, dict[int, Wire]] = {}
        self.formats: dict[int, dict[int, str]] = {}  # row → column → code that is not General
        self.formulas: dict[tuple[int, int], str] = {}
        self.indents: dict[tuple[int, int], int] = {}
        self.comments: dict[tuple[int, int], str] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: list[tuple[int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []

    def put(self, row: int, column: int, value: Wire, code: str, notes: Notes) -> None:
        """Keep a value and its number format; texts beyond Excel's length are cut and noted."""
        if isinstance(value, str) and len(value) > MAX_TEXT:
            notes.add("text-cut", self.name, row, column, f"{len(value):,}")
            value = value[:MAX_TEXT]
        cells = self.rows.setdefault(row, {})
        if column in cells:
            notes.add("cell-twice", self.name, row, column)
            return
        cells[column] = value
        if code != "General":
            self.formats.setdefault(row, {})[column] = code

    def finish(self, notes: Notes) -> None:
        """Put rows in order, empty what merged ranges cover, keep only what concerns cells; refuse absurd extents."""
        self.rows = {row: _in_order(cells) for row, cells in sorted(self.rows.items()) if cells}
        self._uncover(notes)
        self.formats = {row: dict(sorted(codes.items())) for row, codes in sorted(self.formats.items()) if codes}
        columns: set[int] = set()
        for cells in self.rows.values():
            columns.update(cells)
        _check_extent(self, columns)

    def _uncover(self, notes: Notes) -> None:
        """In a merged range only the top-left cell is shown; what else the file keeps there is noted and left out."""
        if not self.rows:
            return
        last = max(self.rows)
        for top, left, bottom, right in self.merges:
            inside = range(top, min(bottom, last) + 1)
            for row in inside if len(inside) <= len(self.rows) else [r for r in self.rows if r in inside]:
                cells = self.rows.get(row, {})
                for column in [c for c in cells if left <= c <= right and (row, c) != (top, left)]:
                    notes.add("cell-under-merge", self.name, row, column, str(cells[column]))
                    del cells[column]
                    self.formats.get(row, {}).pop(column, None)
                    self.formulas.pop((row, column), None)
                    self.indents.pop((row, column), None)
        self.rows = {row: cells for row, cells in self.rows.items() if cells}

    def dump(self) -> dict[str, object]:
        """The sheet as JSON can carry it."""
        last_row = max(self.rows, default=0)
        last_column = max((max(cells) for cells in self.rows.values()), default=0)
        codes: dict[str, int] = {}
        for found in self.formats.values():
            for code in found.values():
                codes.setdefault(code, len(codes))
        return {
            "name": self.name,
            "hidden": self.hidden,
            "rows": [[row, list(cells), list(cells.values())] for row, cells in self.rows.items()],
            "codes": list(codes),
            "formats": [
                [row, list(found), [codes[code] for code in found.values()]] for row, found in self.formats.items()
            ],
            "formulas": [[row, column, text] for (row, column), text in self.formulas.items()],
            "indents": [[row, column, depth] for (row, column), depth in self.indents.items()],
            "comments": [[row, column, text] for (row, column), text in self.comments.items()],
            "merges": [list(merge) for merge in self.merges],
            "hidden_rows": _within(self.hidden_rows, last_row),
            "hidden_columns": _within(self.hidden_columns, last_column),
        }


def _in_order(cells: dict[int, Wire]) -> dict[int, Wire]:
    columns = list(cells)
    in_order = sorted(columns)
    return cells if columns == in_order else {column: cells[column] for column in in_order}


def _within(spans: list[tuple[int, int]], last: int) -> list[list[int]]:
    return [[first, min(end, last)] for first, end in spans if first <= last]


def _check_extent(sheet: RawSheet, columns: set[int]) -> None:
    count = sum(len(cells) for cells in sheet.rows.values())
    if count > MAX_CELLS:
        raise too_big(f"sheet {sheet.name[:40]!r} has {count:,} cells, and {MAX_CELLS:,} are allowed")
    if len(columns) > MAX_COLUMNS:
        raise too_big(f"sheet {sheet.name[:40]!r} has {len(columns):,} columns, and {MAX_COLUMNS:,} are allowed")
    if not columns:
        return
    box = (max(sheet.rows) - min(sheet.rows) + 1) * (max(columns) - min(columns) + 1)
    if box > MAX_BOX:
        raise too_big(
            f"sheet {sheet.name[:40]!r} has single cells very far from each other, down to row {max(sheet.rows):,}"
        )
