"""A day written out as text, in any of the languages and orders of the field; no periods."""

import datetime as dt
import re
from collections.abc import Iterator

from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.months import MONTH_PATTERN, MONTHS, WEEKDAY_PATTERN
from okr_analytics.ingest.values.readings import Day

FIRST_YEAR, LAST_YEAR = 1950, 2199
LONGEST = 80  # a longer text is no date

_TIME = re.compile(
    r"(?:[t,]|\s|\bat|\bas|\bum|\ba|\bkl\.?)*\b\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|h\d{0,2})\s*"
    r"(?:[ap]\.?\s?m\.?|uhr|hrs?|h)?\s*(?:z|(?:utc|gmt)?[+-]\d{2}:?\d{2}|utc|gmt|cet|cest)?(?:\s*\[[\w/]+\]|\s*\([\w+: ]+\))?$"
)
_DASHED = re.compile(r"^(\d{1,4}[-./]\d{1,2}[-./]\d{1,4})-(\d{1,2}:\d{2}(?::\d{2})?)$")
_ISO_T = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})t\d{2}.*$")
_WEEKDAY = re.compile(rf"^{WEEKDAY_PATTERN}[\s,]+|[\s,(]+{WEEKDAY_PATTERN}\)?$")
_YMD = re.compile(r"^(\d{4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,2})\.?$")
NUMERIC = re.compile(r"^(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?'?(\d{4}|\d{2})\.?$")
_NO_YEAR = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\.?$")
COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_ORDINAL = r"(?:st|nd|rd|th|o|a|er|re|e|\.)?"
_D_MON = re.compile(
    rf"^(?:den\s|le\s|el\s|dia\s)?(\d{{1,2}}){_ORDINAL}[-/., ]*(?:de |of |del )?({MONTH_PATTERN})(?:[-/., ']*(?:de |del |of )?'?(\d{{4}}|\d{{2}}))?$"
)
_MON_D = re.compile(rf"^({MONTH_PATTERN})[-/ ]*(\d{{1,2}}){_ORDINAL}(?:[-/, ]+'?(\d{{4}}|\d{{2}}))?$")
_Y_MON_D = re.compile(rf"^(\d{{4}})[-/., ]+({MONTH_PATTERN})[-/., ]+(\d{{1,2}})$")
# Most texts of a sheet are no dates: one look tells, before twelve patterns are tried.
_COULD_BE = re.compile(
    rf"\d\s?[-/. ]\s?\d|(?<!\d)\d{{8}}(?!\d)|\d[^\W\d_]{{0,2}}[-/., ]*(?:de |of |del )?{MONTH_PATTERN}|{MONTH_PATTERN}[-/ ]*\d|月"
)
_CHINESE = re.compile(r"^(?:(\d{4}|\d{2})年)?(\d{1,2})月(\d{1,2})[日号]?$")


def parse_day(folded: str, order: str, year: int | None) -> Day | None:
    """The day that a folded text writes out, or why it is none ("31/02/2025"); None for anything else."""
    if not _COULD_BE.search(folded):
        return None
    for text in undressed(folded):
        if found := _parse(text, order, year):
            return found
    return None


def read_day_text(folded: str, order: str, year: int | None) -> dt.date | None:
    """The day that a folded text writes out as a day; None for anything else, periods included."""
    found = parse_day(folded, order, year)
    return found.day if found else None


def undressed(folded: str) -> Iterator[str]:
    """The text as it is, without its time, and without its weekday."""
    yield folded
    text = _DASHED.sub(r"\1", _ISO_T.sub(r"\1", folded))
    text = _TIME.sub("", text).strip(" ,")
    yield text
    yield _WEEKDAY.sub("", text, count=1).strip(" ,()")


def _parse(text: str, order: str, year: int | None) -> Day | None:
    if m := _YMD.match(text):
        return written_day(int(m[1]), int(m[2]), int(m[3]), text)
    if m := NUMERIC.match(text):
        return _numeric(int(m[1]), int(m[3]), full_year(m[4]), order if m[2] != "." else ".", text)
    if m := _Y_MON_D.match(text):
        return written_day(int(m[1]), _month(m[2]), int(m[3]), text)
    if m := _D_MON.match(text):
        return written_day(full_year(m[3]) if m[3] else year, _month(m[2]), int(m[1]), text)
    if m := _MON_D.match(text):
        return _month_first(m, year, text)
    if m := _CHINESE.match(text):
        return written_day(full_year(m[1]) if m[1] else year, int(m[2]), int(m[3]), text)
    if m := COMPACT.match(text):
        return written_day(int(m[1]), int(m[2]), int(m[3]), text)
    if (m := _NO_YEAR.match(text)) and year:
        return _numeric(int(m[1]), int(m[3]), year, order if m[2] != "." else ".", text)
    return None


def _month_first(m: re.Match[str], year: int | None, text: str) -> Day | None:
    number = int(m[2])
    if m[3]:
        return written_day(full_year(m[3]), _month(m[1]), number, text)
    if 20 <= number <= 31 and not re.search(r"\d(?:st|nd|rd|th)$", text):
        return None  # "Jan 25", "Jan-25": January 2025 is likelier than the 25th
    return written_day(year, _month(m[1]), number, text)


def _numeric(first: int, second: int, year: int, order: str, text: str) -> Day:
    day, month = (second, first) if order == "mdy" else (first, second)
    if month > 12 >= day:
        swapped = written_day(year, day, month, text)
        return Day(swapped.day, how="day and month are swapped in this value", problem=swapped.problem)
    found = written_day(year, month, day, text)
    open_order = order != "." and first <= 12 and second <= 12 and first != second
    return Day(found.day, ambiguous=open_order, problem=found.problem)


def written_day(year: int | None, month: int, day: int, text: str) -> Day:
    """A day from its parts, or the problem where the calendar has none such; `text` is quoted in it."""
    if year is None:
        return Day(problem=f"{answer(text)} has no year")
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return Day(problem=f"{answer(text)} is not a day of the calendar")
    return Day(found) if FIRST_YEAR <= year <= LAST_YEAR else Day(problem=f"{answer(text)} has the year {year}")


def full_year(digits: str) -> int:
    """The year of four or two digits; 70 to 99 lie in the last century."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return 2000 + number if number < 70 else 1900 + number


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".")]
