"""A cell as a day; and, for a whole column, whether the day or the month is written first."""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.days import (
    COMPACT,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    NUMERIC,
    full_year,
    parse_day,
    undressed,
    written_day,
)
from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.values.periods import read_period
from okr_analytics.ingest.values.readings import DateOrder, Day

_EPOCH = dt.date(1899, 12, 30)  # day 0 of spreadsheets, right from 1900-03-01 on
_SERIALS = (18264, 73415)  # 1950-01-01 … 2100-12-31


def read_date(
    value: Value | None, format: str = "General", *, order: str = "dmy", year: int | None = None, edge: str = "end"
) -> Day:
    """The day a cell means.

    `order` is the column's (see `date_order`); `year` completes "07/Jan"; `edge` ("start" or "end") picks the day of a
    period such as "Mar 2025" or "Q3 2025".
    """
    if is_absent(value):
        return Day(absent=value is not None)
    if isinstance(value, dt.datetime | dt.date):
        return _from_date(value.date() if isinstance(value, dt.datetime) else value)
    if isinstance(value, bool):
        return Day(problem="is yes/no, not a date")
    if isinstance(value, float | int):
        return _from_number(float(value), edge)
    if isinstance(value, str):
        return _from_text(value, order, year, edge)
    if isinstance(value, ErrorValue):
        return Day(problem=f"shows the error {value.code}")
    return Day(problem="is a time, not a date")


def _from_date(day: dt.date) -> Day:
    if day.year < 1910:
        return Day(absent=True, how=f"{day.isoformat()} is what a spreadsheet shows for an empty date")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Day(problem=f"has the year {day.year}")
    return Day(day)


def _from_number(number: float, edge: str) -> Day:
    if not math.isfinite(number):
        return Day(problem="is not a finite number")
    if number in (0, 1):
        return Day(absent=True, how="an empty date (0)")
    whole = int(number)
    if _SERIALS[0] <= number <= _SERIALS[1]:
        return Day(_EPOCH + dt.timedelta(days=whole), how=f"{whole} is the spreadsheet's day number")
    if number == whole and (found := COMPACT.match(str(whole))):
        return written_day(int(found[1]), int(found[2]), int(found[3]), str(whole))
    period = read_period(number)
    day = period.end if edge == "end" else period.start
    if day:
        return Day(day, how=f"the {edge} of {period.name}")
    return Day(problem=f"is the number {number:g}, not a date")


@lru_cache(maxsize=8192)
def _from_text(raw: str, order: str, year: int | None, edge: str) -> Day:
    folded = fold(raw)
    if len(folded) > LONGEST:
        return Day(problem=f"{answer(raw)} is a text, not a date")
    if len(folded) == 5 and folded.isascii() and folded.isdigit():
        return _from_number(float(folded), edge)  # a spreadsheet's day number in a text table
    if found := parse_day(folded, order, year):
        return found
    period = read_period(raw, order=order, year=year)
    if period.start and period.end:
        return Day(period.end if edge == "end" else period.start, how=f"the {edge} of {answer(raw)}")
    if period.needs_year:
        return Day(problem=f"{answer(raw)} has no year")
    return Day(problem=f"{answer(raw)} is not a date")


def date_order(values: Sequence[Value | None], *, hint: str | None = None) -> DateOrder:
    """Whether a column's texts such as 03/04/2025 are "dmy" or "mdy"; `hint` is used where the values leave it open."""
    pairs = [pair for value in values if isinstance(value, str) for pair in _pairs(value)]
    if not pairs:
        return DateOrder(hint or "dmy", False, "")
    dmy, mdy = sum(a > 12 for a, _, _ in pairs), sum(b > 12 for _, b, _ in pairs)
    if dmy or mdy:
        order, count, against = ("dmy", dmy, mdy) if dmy >= mdy else ("mdy", mdy, dmy)
        first = "day" if order == "dmy" else "month"
        how = f"{count} of {len(pairs)} values can only have the {first} first"
        return DateOrder(order, bool(against), f"{how}, {against} can't" if against else how)
    if all(a == b for a, b, _ in pairs):
        return DateOrder(hint or "dmy", False, "day and month are equal in every value")
    return _guess(pairs, hint)


def _pairs(text: str) -> Iterator[tuple[int, int, int]]:
    """First number, second number and year of a numeric date whose order isn't plain."""
    for plain in undressed(fold(text[:LONGEST])):
        if (m := NUMERIC.match(plain)) and m[2] != ".":
            yield int(m[1]), int(m[3]), full_year(m[4])
            return


def _guess(pairs: Sequence[tuple[int, int, int]], hint: str | None) -> DateOrder:
    """No value decides: an evenly rising first-of-month series does, as far as it goes."""
    firsts, seconds = {a for a, _, _ in pairs}, {b for _, b, _ in pairs}
    if len(pairs) >= 3 and len(firsts) == 1 and firsts == {1} and len(seconds) >= 3:
        return DateOrder("dmy", True, "read as the first of each month; no value has a day above 12")
    if len(pairs) >= 3 and len(seconds) == 1 and seconds == {1} and len(firsts) >= 3:
        return DateOrder("mdy", True, "read as the first of each month; no value has a day above 12")
    chosen = hint or "dmy"
    first = "day" if chosen == "dmy" else "month"
    return DateOrder(chosen, True, f"no value has a day above 12; read with the {first} first")
