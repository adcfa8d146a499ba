"""Records as rows of the store, in JSON terms: what the journal keeps and the store inserts, one and the same."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeAlias

from okr_analytics.diagnostics import CellRef, column_letters
from okr_analytics.model import Record, field_types

Row: TypeAlias = dict[str, Any]

_letters = lru_cache(maxsize=1024)(column_letters)


def row_of(record: Record, key: str, **references: object) -> Row:
    """The record with its key and references as column → value: ISO dates, amounts as text, what is None left out."""
    row: Row = {"key": key}
    row.update((name, value) for name, value in references.items() if value is not None)
    kind = record.record_kind
    for name, value in zip(field_types(kind), _reader(kind)(record), strict=True):
        if value is not None and value != ():
            row[name] = _plain(value)
    if record.where:
        row["where"] = _cell(record.where)
    if record.cells:
        row["cells"] = {name: _cell(ref) for name, ref in record.cells.items()}
    return row


@lru_cache(maxsize=64)
def _reader(kind: str) -> Callable[[Record], tuple[Any, ...]]:
    return attrgetter(*field_types(kind))


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        # Not a number and infinity have no place in JSON, nor in a sheet.
        return value if value - value == 0 else None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _cell(ref: CellRef) -> str:
    return f"{ref.sheet}!{_letters(ref.column)}{ref.row}"
