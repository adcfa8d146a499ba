"""The records of growth: units, cycles, objectives, key results with their check-ins, and who keeps them alive."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from okr_analytics.model import record
from okr_analytics.model.record import Record


@dataclass(frozen=True, kw_only=True)
class Unit(Record):
    """A part of the organisation; level 0 is the whole. Capacity in hours a year unless the policy says otherwise."""

    name: str | None = record.text()
    parent: str | None = record.text()
    level: float | None = record.number()
    kind: str | None = record.text()
    lead: str | None = record.text()
    capacity: Decimal | None = record.amount()


@dataclass(frozen=True, kw_only=True)
class Cycle(Record):
    """A period in which OKRs run."""

    name: str | None = record.text()
    start: dt.date | None = record.date()
    end: dt.date | None = record.date()
    cadence: str | None = record.text()  # weekly, fortnightly, monthly


@dataclass(frozen=True, kw_only=True)
class Objective(Record):
    """What a unit wants to change in a cycle."""

    code: str | None = record.text()
    title: str | None = record.text()
    unit: str | None = record.text()
    cycle: str | None = record.text()
    owner: str | None = record.text()
    parent: str | None = record.text()
    level: float | None = record.number()
    ambition: str | None = record.text()  # committed, aspirational
    weight: float | None = record.number()
    description: str | None = record.text()
    why: str | None = record.text()


@dataclass(frozen=True, kw_only=True)
class KeyResult(Record):
    """How one sees that an objective is reached; `kind` is increase, decrease, maintain, milestone or count."""

    code: str | None = record.text()
    title: str | None = record.text()
    objective: str | None = record.text()  # code or title, as the sheet refers to it
    unit: str | None = record.text()
    cycle: str | None = record.text()  # name of the cycle where the sheet says it; else that of its objective
    owner: str | None = record.text()
    metric: str | None = record.text()
    measure: str | None = record.text()  # unit of measure
    kind: str | None = record.text()
    baseline: float | None = record.number()
    target: float | None = record.number()
    lower: float | None = record.number()
    upper: float | None = record.number()
    current: float | None = record.number()
    steps: float | None = record.number()
    weight: float | None = record.number()
    start: dt.date | None = record.date()
    due: dt.date | None = record.date()
    ambition: str | None = record.text()
    confidence: float | None = record.fraction()
    status: str | None = record.text()
    status_word: str | None = record.text()
    progress: float | None = record.fraction()
    score: float | None = record.fraction()
    comment: str | None = record.text()


@dataclass(frozen=True, kw_only=True)
class Target(Record):
    """A phased or yearly target of a key result or a KPI."""

    key_result: str | None = record.text()
    kpi: str | None = record.text()
    unit: str | None = record.text()
    date: dt.date | None = record.date()
    value: float | None = record.number()


@dataclass(frozen=True, kw_only=True)
class CheckIn(Record):
    """What was reported of a key result on a day; the three Ps are progress note, problems, plans."""

    key_result: str | None = record.text()
    unit: str | None = record.text()
    cycle: str | None = record.text()
    date: dt.date | None = record.date()
    value: float | None = record.number()
    progress: float | None = record.fraction()
    confidence: float | None = record.fraction()
    status: str | None = record.text()
    status_word: str | None = record.text()
    progress_note: str | None = record.text()
    problems: str | None = record.text()
    plans: str | None = record.text()
    author: str | None = record.text()


@dataclass(frozen=True, kw_only=True)
class Initiative(Record):
    """Work meant to move a key result; `kind` is initiative or experiment."""

    code: str | None = record.text()
    title: str | None = record.text()
    key_result: str | None = record.text()
    objective: str | None = record.text()
    kind: str | None = record.text()
    unit: str | None = record.text()
    owner: str | None = record.text()
    start: dt.date | None = record.date()
    due: dt.date | None = record.date()
    status: str | None = record.text()
    status_word: str | None = record.text()
    percent_complete: float | None = record.fraction()


@dataclass(frozen=True, kw_only=True)
class Retrospective(Record):
    """What a unit learned in a cycle; `kind` is keep, change or learned."""

    unit: str | None = record.text()
    cycle: str | None = record.text()
    kind: str | None = record.text()
    note: str | None = record.text()


@dataclass(frozen=True, kw_only=True)
class Champion(Record):
    """Who helps a unit with its OKRs; role is sponsor, master, champion, coach or godparent."""

    person: str | None = record.text()
    unit: str | None = record.text()
    role: str | None = record.text()
    since: dt.date | None = record.date()
