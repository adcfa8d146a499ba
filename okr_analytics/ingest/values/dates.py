"""A cell as a day; and, for a whole column, whether the day or the month is written first."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.values.months import MONTH_PATTERN, MONTHS, WEEKDAY_PATTERN
from okr_analytics.ingest.values.periods import read_period
from okr_analytics.ingest.values.readings import DateOrder, Day

FIRST_YEAR, LAST_YEAR = 1950, 2199
_EPOCH = dt.date(1899, 12, 30)  # day 0 of spreadsheets, right from 1900-03-01 on
_SERIALS = (18264, 73415)  # 1950-01-01 … 2100-12-31
_LONGEST = 60

_TIME = re.compile(
    r"(?:[t,]|\s|\bat|\bas|\bum|\ba|\bkl\.?)*\b\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|h\d{0,2})\s*"
    r"(?:[ap]\.?\s?m\.?|uhr|hrs?|h)?\s*(?:z|utc|gmt|cet|cest|[+-]\d{2}:?\d{2})?(?:\s*\[[\w/]+\]|\s*\([\w+: ]+\))?$"
)
_ISO_T = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})t\d{2}.*$")
_WEEKDAY = re.compile(rf"^{WEEKDAY_PATTERN}[\s,]+|[\s,(]+{WEEKDAY_PATTERN}\)?$")
_YMD = re.compile(r"^(\d{4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,2})\.?$")
_NUMERIC = re.compile(r"^(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?'?(\d{4}|\d{2})\.?$")
_NO_YEAR = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\.?$")
_COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_ORDINAL = r"(?:st|nd|rd|th|o|a|er|re|e|\.)?"
_D_MON = re.compile(
    rf"^(?:den\s|le\s|el\s|dia\s)?(\d{{1,2}}){_ORDINAL}[-/., ]*(?:de |of |del )?({MONTH_PATTERN})(?:[-/., ']*(?:de |del |of )?'?(\d{{4}}|\d{{2}}))?$"
)
_MON_D = re.compile(rf"^({MONTH_PATTERN})[-/ ]*(\d{{1,2}}){_ORDINAL}(?:[-/, ]+'?(\d{{4}}|\d{{2}}))?$")
_Y_MON_D = re.compile(rf"^(\d{{4}})[-/., ]+({MONTH_PATTERN})[-/., ]+(\d{{1,2}})$")
_CHINESE = re.compile(r"^(?:(\d{4}|\d{2})年)?(\d{1,2})月(\d{1,2})[日号]?$")


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
    if number == whole and (found := _COMPACT.match(str(whole))):
        return _day(int(found[1]), int(found[2]), int(found[3]), str(whole))
    period = read_period(number)
    day = period.end if edge == "end" else period.start
    if day:
        return Day(day, how=f"the {edge} of {period.name}")
    return Day(problem=f"is the number {number:g}, not a date")


def read_day_text(folded: str, order: str, year: int | None) -> dt.date | None:
    """The day that a folded text writes out as a day; None for anything else, periods included."""
    for text in _undressed(folded):
        if found := _parse(text, order, year):
            return found.day
    return None


@lru_cache(maxsize=8192)
def _from_text(raw: str, order: str, year: int | None, edge: str) -> Day:
    folded = fold(raw)
    if len(folded) > _LONGEST:
        return Day(problem=f"{answer(raw)} is a text, not a date")
    for text in _undressed(folded):
        if found := _parse(text, order, year):
            return found
    period = read_period(raw, order=order, year=year)
    if period.start and period.end:
        return Day(period.end if edge == "end" else period.start, how=f"the {edge} of {answer(raw)}")
    if period.needs_year:
        return Day(problem=f"{answer(raw)} has no year")
    return Day(problem=f"{answer(raw)} is not a date")


def _undressed(folded: str) -> Iterator[str]:
    """The text as it is, without its time, and without its weekday."""
    yield folded
    text = _ISO_T.sub(r"\1", folded)
    text = _TIME.sub("", text).strip(" ,")
    yield text
    yield _WEEKDAY.sub("", text, count=1).strip(" ,()")


def _parse(text: str, order: str, year: int | None) -> Day | None:
    if m := _YMD.match(text):
        return _day(int(m[1]), int(m[2]), int(m[3]), text)
    if m := _NUMERIC.match(text):
        return _numeric(int(m[1]), int(m[3]), _full_year(m[4]), order if m[2] != "." else ".", text)
    if m := _Y_MON_D.match(text):
        return _day(int(m[1]), _month(m[2]), int(m[3]), text)
    if m := _D_MON.match(text):
        return _day(_full_year(m[3]) if m[3] else year, _month(m[2]), int(m[1]), text)
    if m := _MON_D.match(text):
        return _month_first(m, year, text)
    if m := _CHINESE.match(text):
        return _day(_full_year(m[1]) if m[1] else year, int(m[2]), int(m[3]), text)
    if m := _COMPACT.match(text):
        return _day(int(m[1]), int(m[2]), int(m[3]), text)
    if (m := _NO_YEAR.match(text)) and year:
        return _numeric(int(m[1]), int(m[3]), year, order if m[2] != "." else ".", text)
    return None


def _month_first(m: re.Match[str], year: int | None, text: str) -> Day | None:
    number = int(m[2])
    if m[3]:
        return _day(_full_year(m[3]), _month(m[1]), number, text)
    if 20 <= number <= 31 and not re.search(r"\d(?:st|nd|rd|th)$", text):
        return None  # "Jan 25", "Jan-25": January 2025 is likelier than the 25th
    return _day(year, _month(m[1]), number, text)


def _numeric(first: int, second: int, year: int, order: str, text: str) -> Day:
    day, month = (second, first) if order == "mdy" else (first, second)
    if month > 12 >= day:
        swapped = _day(year, day, month, text)
        return Day(swapped.day, how="day and month are swapped in this value", problem=swapped.problem)
    found = _day(year, month, day, text)
    open_order = order != "." and first <= 12 and second <= 12 and first != second
    return Day(found.day, ambiguous=open_order, problem=found.problem)


def _day(year: int | None, month: int, day: int, text: str) -> Day:
    if year is None:
        return Day(problem=f"{answer(text)} has no year")
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return Day(problem=f"{answer(text)} is not a day of the calendar")
    return Day(found) if FIRST_YEAR <= year <= LAST_YEAR else Day(problem=f"{answer(text)} has the year {year}")


def _full_year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return 2000 + number if number < 70 else 1900 + number


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".")]


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
    for plain in _undressed(fold(text[:_LONGEST])):
        if (m := _NUMERIC.match(plain)) and m[2] != ".":
            yield int(m[1]), int(m[3]), _full_year(m[4])
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
