"""The records of the product and the words for them: one frozen class a kind, fields in their canonical names.

Units of the values: percentages are fractions (0.2 = 20 %), progress 1 = reached, confidence 0-1,
amounts keep their unit of measure beside them, dates are dates without a time.
Every record knows its row (`where`) and, field by field, the cell a value came from (`cells`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Self

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


def _text() -> Any:
    return field(default=None, metadata={"type": FieldType.TEXT})


def _number() -> Any:
    return field(default=None, metadata={"type": FieldType.NUMBER})


def _amount() -> Any:
    return field(default=None, metadata={"type": FieldType.AMOUNT})


def _fraction() -> Any:
    return field(default=None, metadata={"type": FieldType.FRACTION})


def _date() -> Any:
    return field(default=None, metadata={"type": FieldType.DATE})


def _words() -> Any:
    return field(default=(), metadata={"type": FieldType.WORDS})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one row (or one block) of a sheet says; None means that the sheet doesn't say."""

    where: CellRef | None = None
    cells: Mapping[str, CellRef] = field(default_factory=dict, repr=False, compare=False)

    @property
    def record_kind(self) -> str:
        """What kind of record this is, such as "key_result" (a field called `kind` says something else)."""
        return KIND_OF[type(self)]

    @classmethod
    def drawn(cls, where: CellRef | None, cells: Mapping[str, CellRef], values: Mapping[str, Any]) -> Self:
        """The record with these values; ten times as fast as the constructor of a frozen class."""
        record = object.__new__(cls)
        own = record.__dict__
        own.update(_unsaid(KIND_OF[cls]))
        own.update(values)
        own["where"], own["cells"] = where, cells
        return record

    def values(self) -> dict[str, Any]:
        """Field name → Python value, without lineage."""
        return {name: getattr(self, name) for name in field_types(self.record_kind)}

    def as_dict(self) -> dict[str, Any]:
        """The record in JSON terms: ISO dates, numbers, `where` as "Sheet!F14", `cells` field → "Sheet!F14"."""
        out = {name: _to_json(value) for name, value in self.values().items()}
        out["where"] = str(self.where) if self.where else None
        out["cells"] = {name: str(ref) for name, ref in self.cells.items()}
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The record that `as_dict` wrote; unknown keys raise TypeError."""
        types = field_types(KIND_OF[cls])
        values = {k: _from_json(v, types[k]) for k, v in data.items() if k in types}
        extra = set(data) - set(types) - {"where", "cells"}
        if extra:
            raise TypeError(f"{cls.__name__} has no field {sorted(extra)[0]!r}")
        where = data.get("where")
        cells = {name: CellRef.parse(ref) for name, ref in (data.get("cells") or {}).items()}
        return cls(where=CellRef.parse(where) if where else None, cells=cells, **values)


@cache
def _unsaid(kind: str) -> Mapping[str, Any]:
    return {f.name: f.default for f in fields(RECORDS[kind]) if "type" in f.metadata}


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


@dataclass(frozen=True, kw_only=True)
class Unit(Record):
    """A part of the organisation; level 0 is the whole. Capacity in hours a year unless the policy says otherwise."""

    name: str | None = _text()
    parent: str | None = _text()
    level: float | None = _number()
    kind: str | None = _text()
    lead: str | None = _text()
    capacity: Decimal | None = _amount()


@dataclass(frozen=True, kw_only=True)
class Cycle(Record):
    """A period in which OKRs run."""

    name: str | None = _text()
    start: dt.date | None = _date()
    end: dt.date | None = _date()
    cadence: str | None = _text()  # weekly, fortnightly, monthly


@dataclass(frozen=True, kw_only=True)
class Objective(Record):
    """What a unit wants to change in a cycle."""

    code: str | None = _text()
    title: str | None = _text()
    unit: str | None = _text()
    cycle: str | None = _text()
    owner: str | None = _text()
    parent: str | None = _text()
    level: float | None = _number()
    ambition: str | None = _text()  # committed, aspirational
    weight: float | None = _number()
    description: str | None = _text()
    why: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class KeyResult(Record):
    """How one sees that an objective is reached; `kind` is increase, decrease, maintain, milestone or count."""

    code: str | None = _text()
    title: str | None = _text()
    objective: str | None = _text()  # code or title, as the sheet refers to it
    unit: str | None = _text()
    cycle: str | None = _text()  # name of the cycle where the sheet says it; else that of its objective
    owner: str | None = _text()
    metric: str | None = _text()
    measure: str | None = _text()  # unit of measure
    kind: str | None = _text()
    baseline: float | None = _number()
    target: float | None = _number()
    lower: float | None = _number()
    upper: float | None = _number()
    current: float | None = _number()
    steps: float | None = _number()
    weight: float | None = _number()
    start: dt.date | None = _date()
    due: dt.date | None = _date()
    ambition: str | None = _text()
    confidence: float | None = _fraction()
    status: str | None = _text()
    status_word: str | None = _text()
    progress: float | None = _fraction()
    score: float | None = _fraction()
    comment: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Target(Record):
    """A phased or yearly target of a key result or a KPI."""

    key_result: str | None = _text()
    kpi: str | None = _text()
    unit: str | None = _text()
    date: dt.date | None = _date()
    value: float | None = _number()


@dataclass(frozen=True, kw_only=True)
class CheckIn(Record):
    """What was reported of a key result on a day; the three Ps are progress note, problems, plans."""

    key_result: str | None = _text()
    unit: str | None = _text()
    cycle: str | None = _text()
    date: dt.date | None = _date()
    value: float | None = _number()
    progress: float | None = _fraction()
    confidence: float | None = _fraction()
    status: str | None = _text()
    status_word: str | None = _text()
    progress_note: str | None = _text()
    problems: str | None = _text()
    plans: str | None = _text()
    author: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Initiative(Record):
    """Work meant to move a key result; `kind` is initiative or experiment."""

    code: str | None = _text()
    title: str | None = _text()
    key_result: str | None = _text()
    objective: str | None = _text()
    kind: str | None = _text()
    unit: str | None = _text()
    owner: str | None = _text()
    start: dt.date | None = _date()
    due: dt.date | None = _date()
    status: str | None = _text()
    status_word: str | None = _text()
    percent_complete: float | None = _fraction()


@dataclass(frozen=True, kw_only=True)
class Kpi(Record):
    """A measure of business as usual; its ranges hold from `valid_from` on."""

    code: str | None = _text()
    name: str | None = _text()
    unit: str | None = _text()
    owner: str | None = _text()
    perspective: str | None = _text()
    measure: str | None = _text()
    direction: str | None = _text()  # higher, lower, range
    baseline: float | None = _number()
    target: float | None = _number()
    healthy_low: float | None = _number()
    healthy_high: float | None = _number()
    warning_low: float | None = _number()
    warning_high: float | None = _number()
    valid_from: dt.date | None = _date()
    frequency: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class KpiReading(Record):
    """The value of a KPI on a day (the last day of a period where the sheet names a period)."""

    kpi: str | None = _text()
    unit: str | None = _text()
    date: dt.date | None = _date()
    value: float | None = _number()
    target: float | None = _number()


@dataclass(frozen=True, kw_only=True)
class Project(Record):
    """A strategic project; the priority keeps the sheet's word."""

    code: str | None = _text()
    name: str | None = _text()
    unit: str | None = _text()
    contributing_units: tuple[str, ...] = _words()
    sponsor: str | None = _text()
    owner: str | None = _text()
    priority: str | None = _text()
    start: dt.date | None = _date()
    due: dt.date | None = _date()
    status: str | None = _text()
    status_word: str | None = _text()
    percent_complete: float | None = _fraction()
    budget: Decimal | None = _amount()
    spent: Decimal | None = _amount()
    key_result: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Milestone(Record):
    """A step of a project's work plan."""

    project: str | None = _text()
    code: str | None = _text()
    name: str | None = _text()
    unit: str | None = _text()
    start: dt.date | None = _date()
    due: dt.date | None = _date()
    finished: dt.date | None = _date()
    weight: float | None = _number()
    percent_complete: float | None = _fraction()
    status: str | None = _text()
    status_word: str | None = _text()
    owner: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Effort(Record):
    """Effort of a unit in a period: `period` keeps the sheet's word, `start` and `end` the days it covers.

    `measure` is hours, days, fte, percent (of the unit's effort, as a fraction), cost or count.
    """

    unit: str | None = _text()
    period: str | None = _text()
    start: dt.date | None = _date()
    end: dt.date | None = _date()
    person: str | None = _text()
    conversation: str | None = _text()  # growth, bau, improvement; None where the sheet doesn't say
    category: str | None = _text()  # the sheet's own word for it, mapped by the policy
    item: str | None = _text()
    stated: Decimal | None = _amount()
    planned: Decimal | None = _amount()
    actual: Decimal | None = _amount()
    measure: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Retrospective(Record):
    """What a unit learned in a cycle; `kind` is keep, change or learned."""

    unit: str | None = _text()
    cycle: str | None = _text()
    kind: str | None = _text()
    note: str | None = _text()


@dataclass(frozen=True, kw_only=True)
class Champion(Record):
    """Who helps a unit with its OKRs; role is sponsor, master, champion, coach or godparent."""

    person: str | None = _text()
    unit: str | None = _text()
    role: str | None = _text()
    since: dt.date | None = _date()


RECORDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "unit": Unit,
        "cycle": Cycle,
        "objective": Objective,
        "key_result": KeyResult,
        "target": Target,
        "check_in": CheckIn,
        "initiative": Initiative,
        "kpi": Kpi,
        "kpi_reading": KpiReading,
        "project": Project,
        "milestone": Milestone,
        "effort": Effort,
        "retrospective": Retrospective,
        "champion": Champion,
    }
)
KIND_OF: Mapping[type[Record], str] = MappingProxyType({cls: kind for kind, cls in RECORDS.items()})


@cache
def field_types(kind: str) -> Mapping[str, FieldType]:
    """The canonical fields of a kind in their order, each with its type."""
    own = (f for f in fields(RECORDS[kind]) if "type" in f.metadata)
    return MappingProxyType({f.name: f.metadata["type"] for f in own})
