"""Between the confined reader and us: JSON lines, from which only our own plain values can come out."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from okr_analytics.diagnostics import CellRef, Diagnostic
from okr_analytics.ingest.cells import ErrorValue, Range, Sheet, Value, Workbook
from okr_analytics.ingest.formats.file_notes import diagnostic

_MOMENTS: Mapping[str, Callable[[str], Value]] = {
    "d": dt.date.fromisoformat,
    "t": dt.datetime.fromisoformat,
    "c": dt.time.fromisoformat,
    "s": lambda text: dt.timedelta(seconds=float(text)),
    "e": ErrorValue,
}
_PLAIN = (str, float, bool)


def decode(file: str, stem: str, data: bytes, lines: list[bytes]) -> Workbook:
    """The workbook that the reader's lines describe; raises ValueError, KeyError or TypeError for anything else.

    A sheet without a name, as a text table's is, is called `stem`.
    """
    head = json.loads(lines[0])
    sheets = tuple(_sheet(json.loads(line), stem) for line in lines[1:])
    return Workbook(
        file=file,
        format=str(head["format"]),
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=sheets,
        modified=_date(str(head["modified"])),
        diagnostics=tuple(_note(note, stem) for note in head["notes"]),
    )


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _note(note: list[Any], stem: str) -> Diagnostic:
    code, sheet, row, column, detail, count = note
    sheet = sheet or (stem if row else "")
    where = CellRef(str(sheet), int(row), int(column)) if row else None
    return diagnostic(str(code), where, str(sheet), str(detail), int(count))


def _sheet(raw: dict[str, Any], stem: str) -> Sheet:
    codes = [str(code) for code in raw["codes"]]
    return Sheet(
        name=str(raw["name"]) or stem,
        rows={
            int(row): dict(zip(columns, [v if type(v) in _PLAIN else _value(v) for v in values], strict=True))
            for row, columns, values in raw["rows"]
        },
        formats={
            (row, column): codes[code]
            for row, columns, found in raw["formats"]
            for column, code in zip(columns, found, strict=True)
        },
        merges=tuple(Range(*map(int, merge)) for merge in raw["merges"]),
        comments={(row, column): str(text) for row, column, text in raw["comments"]},
        formulas={(row, column): str(text) for row, column, text in raw["formulas"]},
        indents={(row, column): int(depth) for row, column, depth in raw["indents"]},
        hidden=bool(raw["hidden"]),
        hidden_rows=_spread(raw["hidden_rows"]),
        hidden_columns=_spread(raw["hidden_columns"]),
    )


def _value(value: object) -> Value:
    if isinstance(value, (str, bool, float)):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, list):
        tag, text = value
        return _MOMENTS[tag](str(text))
    raise TypeError(f"{type(value).__name__} is no cell value")


def _spread(spans: list[list[int]]) -> frozenset[int]:
    return frozenset(number for first, last in spans for number in range(first, last + 1))
