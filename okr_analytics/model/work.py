"""The records of work: strategic projects, their milestones, and the effort booked."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from okr_analytics.model import record
from okr_analytics.model.record import Record


@dataclass(frozen=True, kw_only=True)
class Project(Record):
    """A strategic project; the priority keeps the sheet's word."""

    code: str | None = record.text()
    name: str | None = record.text()
    unit: str | None = record.text()
    contributing_units: tuple[str, ...] = record.words()
    sponsor: str | None = record.text()
    owner: str | None = record.text()
    priority: str | None = record.text()
    start: dt.date | None = record.date()
    due: dt.date | None = record.date()
    status: str | None = record.text()
    status_word: str | None = record.text()
    percent_complete: float | None = record.fraction()
    budget: Decimal | None = record.amount()
    spent: Decimal | None = record.amount()
    key_result: str | None = record.text()


@dataclass(frozen=True, kw_only=True)
class Milestone(Record):
    """A step of a project's work plan."""

    project: str | None = record.text()
    code: str | None = record.text()
    name: str | None = record.text()
    unit: str | None = record.text()
    start: dt.date | None = record.date()
    due: dt.date | None = record.date()
    finished: dt.date | None = record.date()
    weight: float | None = record.number()
    percent_complete: float | None = record.fraction()
    status: str | None = record.text()
    status_word: str | None = record.text()
    owner: str | None = record.text()


@dataclass(frozen=True, kw_only=True)
class Effort(Record):
    """Effort of a unit in a period: `period` keeps the sheet's word, `start` and `end` the days it covers.

    `measure` is hours, days, fte, percent (of the unit's effort, as a fraction), cost or count.
    """

    unit: str | None = record.text()
    period: str | None = record.text()
    start: dt.date | None = record.date()
    end: dt.date | None = record.date()
    person: str | None = record.text()
    conversation: str | None = record.text()  # growth, bau, improvement; None where the sheet doesn't say
    category: str | None = record.text()  # the sheet's own word for it, mapped by the policy
    item: str | None = record.text()
    stated: Decimal | None = record.amount()
    planned: Decimal | None = record.amount()
    actual: Decimal | None = record.amount()
    measure: str | None = record.text()
