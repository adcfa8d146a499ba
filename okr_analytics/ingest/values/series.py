"""A row of periods read together: what one leaves open, its neighbours say (year, and whether S1 is a week)."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace

from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.values.periods import read_period
from okr_analytics.ingest.values.readings import Period

_S = re.compile(r"^s(?:em)?\W?(\d{1,2})$")


def complete(periods: Sequence[Period], year: int | None = None) -> tuple[Period, ...]:
    """Periods that stand in a row, with what their neighbours say; those that aren't periods stay in their places.

    "S1" is a week where "S3" stands beside it. A period without year takes that of the one before ("Jan-25, Feb, Mar"),
    the next one after December ("Nov, Dec, Jan"), or `year` where none has one; a row that begins again with its first
    period ("Jan … Dec, Jan … Dec" for plan and actual) begins with its first year.
    """
    return _with_years(_weeks(list(periods)), year)


def _weeks(periods: list[Period]) -> list[Period]:
    numbers = [int(m[1]) if (m := _S.match(fold(p.name))) else 0 for p in periods]
    if max(numbers, default=0) < 3:
        return periods
    return [replace(read_period(f"w{n}"), name=p.name) if n else p for n, p in zip(numbers, periods, strict=True)]


def _with_years(periods: list[Period], year: int | None) -> tuple[Period, ...]:
    first_known = next((p for p in periods if p.year is not None), None)
    opening = next((p for p in periods if p.needs_year), None)
    current = _opening_year(opening, first_known, year)
    if opening is None or current is None:
        return tuple(periods)
    start, last, out = current, 0, list[Period]()
    for period in periods:
        if period.year is not None:
            current, last = period.year, period.part or 0
        elif period.needs_year and period.part is not None:
            if period.part < last and period.grain == opening.grain:
                current = start if period.part == opening.part else current + 1
            last = period.part
            out.append(replace(_in_year(period, current), name=period.name))
            continue
        out.append(period)
    return tuple(out)


def _opening_year(opening: Period | None, known: Period | None, year: int | None) -> int | None:
    """The year of the first period that has none: that of the first one with a year, or the one before it."""
    if opening is None or known is None or known.year is None:
        return year
    later = known.part is not None and opening.part is not None and opening.part > known.part
    return known.year - 1 if later and opening.grain == known.grain else known.year


def _in_year(period: Period, year: int) -> Period:
    """A period completed by its year; the part of a day is its month and day, as in 107 for the 7th of January; of days, 80125."""
    if period.grain == "range" and period.part:
        month, days = divmod(period.part, 10_000)
        return read_period(f"{calendar.month_abbr[month]} {days // 100}-{days % 100}", year=year)
    if period.grain == "day" and period.part:
        return read_period(f"{year}-{period.part // 100:02}-{period.part % 100:02}")
    return read_period(_plain(period), year=year)


_SIGNS = {"week": "W", "half": "H", "quarter": "Q"}


def _plain(period: Period) -> str:
    """The period in a form that has one reading, whatever words stood around it ("Q1 Actual" is "Q1")."""
    if period.part and period.grain in _SIGNS:
        return f"{_SIGNS[period.grain]}{period.part}"
    return calendar.month_abbr[period.part] if period.part and period.grain == "month" else period.name
