"""Readings made by hand: what ingest would have understood of small files."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

from okr_analytics.diagnostics import CellRef
from okr_analytics.ingest.reading import Reading
from okr_analytics.model import Effort, KeyResult, Objective, Record

DAY = dt.date(2025, 2, 1)


def at(row: int, sheet: str = "OKRs", column: int = 2) -> CellRef:
    """A cell of a made sheet."""
    return CellRef(sheet, row, column)


def reading(
    *records: Record, file: str = "okrs.xlsx", as_of: dt.date = DAY, source: str = "person", salt: str = ""
) -> Reading:
    """A file that says these records; the same records are the same file."""
    digest = hashlib.sha256(repr([(r.where, r) for r in records] + [file, salt]).encode()).hexdigest()
    return Reading(file=file, sha256=digest, nonblank=99, records=records, as_of=as_of, as_of_source=source)


def objective(title: str, row: int = 2, **fields: Any) -> Objective:
    """An objective of Sales in 2025-Q1."""
    return Objective(where=at(row), **{"title": title, "unit": "Sales", "cycle": "2025-Q1", **fields})


def key_result(title: str, objective: str | None = "Grow", row: int = 3, **fields: Any) -> KeyResult:
    """A key result with the cell of its title."""
    return KeyResult(where=at(row), cells={"title": at(row)}, **{"title": title, "objective": objective, **fields})


def hours(row: int, actual: str | None, start: str, end: str, **fields: Any) -> Effort:
    """A line of effort in hours."""
    days = {"start": dt.date.fromisoformat(start), "end": dt.date.fromisoformat(end)}
    amount = Decimal(actual) if actual is not None else None
    return Effort(where=at(row, "Time"), **{"unit": "Sales", "measure": "hours", "actual": amount, **days, **fields})
