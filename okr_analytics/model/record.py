"""What a record is: fields in their canonical names with their types, its row and cells, and its form in JSON."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Self

from okr_analytics.diagnostics import CellRef


class Conversation(StrEnum):
    """The three conversations; effort whose conversation nobody can tell is UNKNOWN and stays visible."""

    GROWTH = "growth"
    BAU = "bau"
    IMPROVEMENT = "improvement"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """The closed vocabulary of status; the sheet's own word is kept beside it in `status_word`."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    DONE = "done"
    CANCELLED = "cancelled"


class FieldType(StrEnum):
    """How a field is stored and read: the contract between ingest, journal and store."""

    TEXT = "text"
    NUMBER = "number"  # float
    AMOUNT = "amount"  # Decimal: effort and money add up exactly
    FRACTION = "fraction"  # float, 0.2 = 20 %
    DATE = "date"
    WORDS = "words"  # tuple of texts


def text() -> Any:
    """A field of text."""
    return field(default=None, metadata={"type": FieldType.TEXT})


def number() -> Any:
    """A field of a number."""
    return field(default=None, metadata={"type": FieldType.NUMBER})


def amount() -> Any:
    """A field of an exact amount."""
    return field(default=None, metadata={"type": FieldType.AMOUNT})


def fraction() -> Any:
    """A field of a fraction: 0.2 = 20 %."""
    return field(default=None, metadata={"type": FieldType.FRACTION})


def date() -> Any:
    """A field of a day."""
    return field(default=None, metadata={"type": FieldType.DATE})


def words() -> Any:
    """A field of several words."""
    return field(default=(), metadata={"type": FieldType.WORDS})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one row (or one block) of a sheet says; None means that the sheet doesn't say."""

    KIND: ClassVar[str] = ""  # in the words of sheets and stores: KeyResult → "key_result"

    where: CellRef | None = None
    cells: Mapping[str, CellRef] = field(default_factory=dict, repr=False, compare=False)

    def __init_subclass__(cls) -> None:
        """Every class of records is a kind of its own."""
        cls.KIND = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def record_kind(self) -> str:
        """What kind of record this is, such as "key_result" (a field called `kind` says something else)."""
        return self.KIND

    @classmethod
    def drawn(cls, where: CellRef | None, cells: Mapping[str, CellRef], values: Mapping[str, Any]) -> Self:
        """The record with these values; ten times as fast as the constructor of a frozen class."""
        record = object.__new__(cls)
        own = record.__dict__
        own.update(_unsaid(cls.KIND))
        own.update(values)
        own["where"], own["cells"] = where, cells
        return record

    def values(self) -> dict[str, Any]:
        """Field name → Python value, without lineage."""
        return {name: getattr(self, name) for name in field_types(self.KIND)}

    def as_dict(self) -> dict[str, Any]:
        """The record in JSON terms: ISO dates, numbers, `where` as "Sheet!F14", `cells` field → "Sheet!F14"."""
        out = {name: _to_json(value) for name, value in self.values().items()}
        out["where"] = str(self.where) if self.where else None
        out["cells"] = {name: str(ref) for name, ref in self.cells.items()}
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The record that `as_dict` wrote; unknown keys raise TypeError."""
        types = field_types(cls.KIND)
        values = {k: _from_json(v, types[k]) for k, v in data.items() if k in types}
        extra = set(data) - set(types) - {"where", "cells"}
        if extra:
            raise TypeError(f"{cls.__name__} has no field {sorted(extra)[0]!r}")
        where = data.get("where")
        cells = {name: CellRef.parse(ref) for name, ref in (data.get("cells") or {}).items()}
        return cls(where=CellRef.parse(where) if where else None, cells=cells, **values)


@cache
def field_types(kind: str) -> Mapping[str, FieldType]:
    """The canonical fields of a kind in their order, each with its type; raises KeyError for a kind that isn't there."""
    return MappingProxyType({f.name: f.metadata["type"] for f in _fields(kind)})


@cache
def _unsaid(kind: str) -> Mapping[str, Any]:
    return {f.name: f.default for f in _fields(kind)}


def _fields(kind: str) -> list[Field[Any]]:
    classes = {cls.KIND: cls for cls in Record.__subclasses__()}
    return [f for f in fields(classes[kind]) if "type" in f.metadata]


def _to_json(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _from_json(value: Any, kind: FieldType) -> Any:
    if value is None:
        return () if kind is FieldType.WORDS else None
    if kind is FieldType.DATE:
        return dt.date.fromisoformat(value)
    if kind is FieldType.AMOUNT:
        return Decimal(str(value))
    if kind is FieldType.WORDS:
        return tuple(value)
    return value
