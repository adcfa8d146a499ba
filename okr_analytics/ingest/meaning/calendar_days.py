"""Headers that are days without a year ("07/Jan", "14 Jan", "Jan 21"), told apart from months of two-digit years."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from okr_analytics.ingest.tables import Column
from okr_analytics.ingest.values import Period, fold
from okr_analytics.ingest.values.months import MONTH_PATTERN, MONTHS

_DAY_FIRST = re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th|\.)?[-/. ]*(?:de |of )?({MONTH_PATTERN})$")
_MONTH_FIRST = re.compile(rf"^({MONTH_PATTERN})[-/. ]+(\d{{1,2}})(?:st|nd|rd|th)?$")
_YEARS = range(15, 46)  # two digits that may be a year
_WEEKS = (7, 14)


def days_in_row(columns: list[Column]) -> list[Column]:
    """The columns with those that are days of months as such, where the row of them reads as days and not as months.

    "07/Jan, 14/Jan, 21/Jan" are days; "24-Jan, 24-Feb, 24-Mar" are months of 2024, as are "Jan 24, Jan 25".
    """
    found = {c.index: day for c in columns if (day := _day(c.header) or _day(c.group))}
    days = [day for day, _ in groupby(found.values())]  # two columns stand below each day, perhaps
    if len(days) < 2 or not _are_days(days):
        return columns
    return [replace(c, period=_period(c, found[c.index])) if c.index in found else c for c in columns]


def _day(header: str) -> tuple[int, int, bool] | None:
    """(month, number, whether the number stands first) of a header that is nothing else."""
    folded = fold(header)
    if first := _DAY_FIRST.match(folded):
        return MONTHS[first[2].rstrip(".")], int(first[1]), True
    second = _MONTH_FIRST.match(folded)
    return (MONTHS[second[1].rstrip(".")], int(second[2]), False) if second else None


def _are_days(days: Sequence[tuple[int, int, bool]]) -> bool:
    numbers = [number for _, number, _ in days]
    if len(set(numbers)) == 1 or not all(1 <= number <= 31 for number in numbers):
        return False
    if not _rises([(month, number) for month, number, _ in days]):
        return False
    as_years = all(number in _YEARS for number in numbers) and _rises([(n, m) for m, n, _ in days], wraps=0)
    return not as_years or all(first for _, _, first in days) or _steps(days)


def _rises(pairs: Sequence[tuple[int, int]], wraps: int = 1) -> bool:
    """Whether they follow one another, beginning again after the last of a year at most so many times."""
    return all(a != b for a, b in pairwise(pairs)) and sum(b < a for a, b in pairwise(pairs)) <= wraps


def _steps(days: Sequence[tuple[int, int, bool]]) -> bool:
    """Whether two days of a month are weeks apart."""
    return any(a[0] == b[0] and b[1] - a[1] in _WEEKS for a, b in pairwise(days))


def _period(column: Column, day: tuple[int, int, bool]) -> Period:
    return Period(
        column.header if _day(column.header) else column.group, grain="day", part=day[0] * 100 + day[1], needs_year=True
    )
