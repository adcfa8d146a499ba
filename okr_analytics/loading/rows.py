"""Records as rows of the store, in JSON terms: what the journal keeps and the store inserts, one and the same."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from okr_analytics.ingest.rows.lineage import addresses_of
from okr_analytics.model import FieldType, Record, field_types

Row: TypeAlias = dict[str, Any]


def row_of(record: Record, key: str, **references: object) -> Row:
    """The record with its key and references as column → value: ISO dates, amounts as text, what is None left out."""
    row: Row = {"key": key}
    for name, value in references.items():
        if value is not None:
            row[name] = value
    values = vars(record)
    for name, plain in _makers(record.record_kind):
        value = values[name]
        if value is not None:
            made = value if plain is None else plain(value)
            if made is not None:
                row[name] = made
    if record.where:
        row["where"] = str(record.where)
    if record.cells:
        row["cells"] = addresses_of(record.cells)
    return row


@lru_cache(maxsize=64)
def _makers(kind: str) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Field → how its value becomes plain, None where it is plain already."""
    return tuple((name, _PLAIN[of_type]) for name, of_type in field_types(kind).items())


def _number(value: float) -> float | None:
    """Not a number and infinity have no place in JSON, nor in a sheet."""
    return value if math.isfinite(value) else None


_PLAIN: Mapping[FieldType, Callable[[Any], Any] | None] = MappingProxyType(
    {
        FieldType.TEXT: None,
        FieldType.NUMBER: _number,
        FieldType.FRACTION: _number,
        FieldType.AMOUNT: str,
        FieldType.DATE: dt.date.isoformat,
        FieldType.WORDS: lambda words: list(words) or None,
    }
)
