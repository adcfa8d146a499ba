"""The records of business as usual: KPIs with the range that is healthy, and their readings."""

import datetime as dt
from dataclasses import dataclass

from okr_analytics.model import record
from okr_analytics.model.record import Record


@dataclass(frozen=True, kw_only=True)
class Kpi(Record):
    """A measure of business as usual; its ranges hold from `valid_from` on."""

    code: str | None = record.text()
    name: str | None = record.text()
    unit: str | None = record.text()
    owner: str | None = record.text()
    perspective: str | None = record.text()
    measure: str | None = record.text()
    direction: str | None = record.text()  # higher, lower, range
    baseline: float | None = record.number()
    target: float | None = record.number()
    healthy_low: float | None = record.number()
    healthy_high: float | None = record.number()
    warning_low: float | None = record.number()
    warning_high: float | None = record.number()
    valid_from: dt.date | None = record.date()
    frequency: str | None = record.text()


@dataclass(frozen=True, kw_only=True)
class KpiReading(Record):
    """The value of a KPI on a day (the last day of a period where the sheet names a period)."""

    kpi: str | None = record.text()
    unit: str | None = record.text()
    date: dt.date | None = record.date()
    value: float | None = record.number()
    target: float | None = record.number()
