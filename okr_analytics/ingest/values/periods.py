"""A cell or header as a stretch of days: week, month, quarter, half, year, fiscal year, or from–to."""

import calendar
import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.days import NUMERIC, read_day_text
from okr_analytics.ingest.values.folding import clean, fold
from okr_analytics.ingest.values.formats import format_info
from okr_analytics.ingest.values.months import MONTH_PATTERN, MONTHS
from okr_analytics.ingest.values.periodwords import Found, find_part, find_year, may_name_time
from okr_analytics.ingest.values.readings import Period

_LONGEST = 60
_FILLER = re.compile(
    r"(?:\b(?:of|de|do|da|del|du|des|the|year|ano|jahr|annee|ar|for|full|annual|anual|period|periodo|periode|cycle|ciclo"
    r"|month|mes|quarter|week|fiscal|financial|calendar|exercicio|ejercicio|exercice|kalenderjahr|monat|mois|maned|total"
    r"|ytd|planning|cy|okr|okrs)\b|年度|年|[\s/\-–—.,'()_:#\[\]])*"
)
_SEPARATORS = re.compile(
    r"\s*(?:–|—|→|~|至|到)\s*|\s+(?:-|to|a|ate|bis|au|al|til|thru|through|until|e)\s+|(?<=\d{4})\s*-\s*(?=\d{1,2}/)"
)
_DAYS = re.compile(r"^(\d{1,2})\.?\s*(?:-|–|—|to|a|bis|au|al|til)\s*(\d{1,2}[./ ].{3,30})$")
_MONTH_DAYS = re.compile(
    rf"^(?P<month>{MONTH_PATTERN})\s*(?P<first>\d{{1,2}})\s?[-–—]\s?(?P<last>\d{{1,2}})(?:,?\s+(?P<year>(?:19|20)\d\d))?$"
)
_DAYS_MONTH = re.compile(
    rf"^(?P<first>\d{{1,2}})\.?\s?[-–—]\s?(?P<last>\d{{1,2}})\.?\s*(?:de )?(?P<month>{MONTH_PATTERN})(?:,?\s+(?:de )?(?P<year>(?:19|20)\d\d))?$"
)
_DASH = re.compile(r"^(.{3,25}?)\s*-\s*(.{3,25})$")
_WEEK_OF = re.compile(
    r"^(?:week (?:of|beginning|commencing|starting|from)|w/c|w/b|wc|semana (?:de|do dia|del|del dia)|sem(?:aine)? du"
    r"|woche (?:ab|vom)|uke fra|semaine du)\s+(?P<start>.{4,30})$|^(?:week ending|w/e|we|semana ate|fim da semana)\s+(?P<end>.{4,30})$"
)


def read_period(
    value: Value | None,
    format: str = "General",
    *,
    year: int | None = None,
    order: str = "dmy",
    fiscal_start: int = 1,
) -> Period:
    """The period a cell means; `year` completes "Q3" or "Jan"; `fiscal_start` is the first month of the fiscal year.

    Fiscal years are named by the year in which they end; one written over two years ("2024/25") with no fiscal start
    given is taken from April to March, and `assumed` says so.
    """
    if is_absent(value):
        return Period(absent=value is not None)
    if isinstance(value, dt.datetime | dt.date):
        return _from_date(value.date() if isinstance(value, dt.datetime) else value, format)
    if isinstance(value, bool | ErrorValue | dt.time | dt.timedelta):
        return Period(problem="is not a period")
    if isinstance(value, float | int):
        return _from_number(float(value), year, fiscal_start)
    return _from_text(value, year, order, fiscal_start)


def _from_date(day: dt.date, format: str) -> Period:
    if day.year < 1910:
        return Period(absent=True, how="what a spreadsheet shows for an empty date")
    grain = format_info(format).grain if format_info(format).kind == "date" else "day"
    if grain == "year":
        return _months(str(day.year), "year", None, day.year, 1, 12)
    if grain == "month":
        return _months(f"{day.year}-{day.month:02}", "month", day.month, day.year, day.month, 1)
    return Period(day.isoformat(), day, day, "day", year=day.year)


def _from_number(number: float, year: int | None, fiscal_start: int) -> Period:
    if not math.isfinite(number) or abs(number) > 1e9:
        return Period(problem="is not a period")
    if number == int(number):
        digits = str(int(number))
        if 1950 <= number <= 2199 or (len(digits) == 6 and digits[:2] in {"19", "20"}):
            return _from_text(digits, year, "dmy", fiscal_start)
        if 32874 <= number <= 73415:  # spreadsheet's day numbers from 1990 on
            day = dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
            return Period(
                day.isoformat(), day, day, "day", year=day.year, how=f"{digits} is the spreadsheet's day number"
            )
    elif 1990 <= number < 2100 and round(number % 1, 6) in (0.1, 0.2):  # 2025.1 = first semester, as in Brazil
        part = round(number % 1 * 10)
        return _months(f"{number:.1f}", "half", part, int(number), part * 6 - 5, 6)
    return Period(problem=f"is the number {number:g}, not a period")


@lru_cache(maxsize=8192)
def _from_text(raw: str, year: int | None, order: str, fiscal_start: int) -> Period:
    name, folded = clean(raw), fold(raw)
    if len(folded) > _LONGEST or not may_name_time(folded):
        return Period(name, problem=f"{answer(raw)} is not a period")
    if m := _WEEK_OF.match(folded):
        return _week_of(name, m, year, order)
    found = _days_of_month(name, folded, year) or _simple(name, folded, year, fiscal_start)
    if not found and not NUMERIC.match(folded):  # "01-02-2026" is a day, and no stretch from January to 2026
        found = _range(name, folded, year, order, fiscal_start)
    if found:
        return found
    day = read_day_text(folded, order, year)
    if day:
        return Period(name, day, day, "day", year=day.year)
    return Period(name, problem=f"{answer(raw)} is not a period")


def _days_of_month(name: str, folded: str, year: int | None) -> Period | None:
    """ "Aug 1–25", "1-25 Aug 2026": from a day of a month to another; without year its part is month, first and last day."""
    match = _MONTH_DAYS.match(folded) or _DAYS_MONTH.match(folded)
    if match is None:
        return None
    month, first, last = MONTHS[match["month"].rstrip(".")], int(match["first"]), int(match["last"])
    known = int(match["year"]) if match["year"] else year
    if not 1 <= first < last <= 31:
        return None
    if known is None:
        return Period(name, grain="range", part=month * 10_000 + first * 100 + last, needs_year=True)
    try:
        return Period(name, dt.date(known, month, first), dt.date(known, month, last), "range", year=known)
    except ValueError:
        return Period(name, problem=f"{answer(name)} has a day that its month has not")


def _week_of(name: str, match: re.Match[str], year: int | None, order: str) -> Period:
    start = read_day_text(match["start"], order, year) if match["start"] else None
    end = read_day_text(match["end"], order, year) if match["end"] else None
    if start:
        return Period(name, start, start + dt.timedelta(days=6), "week", start.isocalendar().week, start.year)
    if end:
        return Period(name, end - dt.timedelta(days=6), end, "week", end.isocalendar().week, end.year)
    return Period(name, problem=f"{answer(name)} is not a period")


def _simple(name: str, folded: str, year: int | None, fiscal_start: int) -> Period | None:
    """One period that is the whole text, apart from fillers."""
    part = find_part(folded)
    rest = _without(folded, part)
    written = find_year(rest, beside=part is not None)
    if not _FILLER.fullmatch(_without(rest, written)):
        return None
    return build(name, part, written, year, fiscal_start)


def _without(text: str, found: Found | None) -> str:
    return text if found is None else f"{text[: found.start]} {text[found.end :]}"


def build(name: str, part: Found | None, written: Found | None, year: int | None, fiscal_start: int) -> Period | None:
    """The days of a part of a year ("Q3") in the year that is written beside it, or in `year`."""
    if part is None and written is None:
        return None
    if part is None and written is not None:
        return _whole_year(name, written, fiscal_start)
    assert part is not None
    known = written.number if written else year
    if known is None:
        return Period(name, grain=part.grain, part=part.number, needs_year=True)
    return _part(name, part, written, known, fiscal_start)


def _part(name: str, part: Found, written: Found | None, year: int, fiscal_start: int) -> Period:
    if part.grain == "week":
        try:
            monday = dt.date.fromisocalendar(year, part.number, 1)
        except ValueError:
            return Period(name, problem=f"{answer(name)}: {year} has no week {part.number}")
        return Period(name, monday, monday + dt.timedelta(days=6), "week", part.number, year)
    fiscal = written is not None and (written.fiscal or written.until is not None)
    if part.grain == "month" or not fiscal:
        return _months(name, part.grain, part.number, year, part.month, part.length)
    first = fiscal_start if fiscal_start > 1 or written is None or written.until is None else 4
    base = (written.until or year) if written else year
    start = base - 1 if first > 1 else base
    found = _months(name, part.grain, part.number, start, first + part.month - 1, part.length)
    return replace(found, year=base, assumed=_assumed(first, fiscal_start))


def _whole_year(name: str, written: Found, fiscal_start: int) -> Period:
    if written.until is not None and written.until - written.number > 1:
        found = _months(name, "range", None, written.number, 1, 12 * (written.until - written.number + 1))
        return replace(found, year=None)
    if written.until is not None:
        first = fiscal_start if fiscal_start > 1 else 4
        return replace(
            _months(name, "year", None, written.number, first, 12),
            year=written.until,
            assumed=_assumed(first, fiscal_start),
        )
    if written.fiscal:
        start = written.number - 1 if fiscal_start > 1 else written.number
        found = _months(name, "year", None, start, fiscal_start, 12)
        return replace(found, year=written.number, assumed=_assumed(fiscal_start, fiscal_start))
    return _months(name, "year", None, written.number, 1, 12)


def _assumed(first: int, given: int) -> str:
    if given > 1:
        return ""
    if first == 1:
        return "the fiscal year is taken as the calendar year"
    return "a year written over two years is taken from April to March"


def _months(name: str, grain: str, part: int | None, year: int, month: int, length: int) -> Period:
    """A period of whole months from a month of a year on; months above 12 lie in the next year."""
    first, last = divmod(month - 1, 12), divmod(month + length - 2, 12)
    if not 1900 <= year <= 2200:
        return Period(name, problem=f"{answer(name)} has the year {year}")
    start = dt.date(year + first[0], first[1] + 1, 1)
    end_year, end_month = year + last[0], last[1] + 1
    end = dt.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return Period(name, start, end, grain, part, year)


@dataclass(frozen=True, slots=True)
class _Ends:
    first: str
    second: str


def _range(name: str, folded: str, year: int | None, order: str, fiscal_start: int) -> Period | None:
    """From–to: "01/03 - 15/03/2025", "Jan–Mar 2025", "3-9 March 2025"."""
    for ends in _splits(folded):
        second = _end(ends.second, year, order, fiscal_start)
        if not second or not second.end:
            continue
        first = _end(ends.first, second.year or second.end.year, order, fiscal_start)
        if first and first.start and first.start <= second.end:
            return Period(name, first.start, second.end, "range", year=second.year)
        if first and first.start:  # Nov – Feb 2025 begins the year before
            earlier = _end(ends.first, (second.year or second.end.year) - 1, order, fiscal_start)
            if earlier and earlier.start and earlier.start <= second.end:
                return Period(name, earlier.start, second.end, "range", year=second.year)
    return None


def _splits(folded: str) -> list[_Ends]:
    text = re.sub(r"^(?:from|de|von|vom|du|fra|desde|periodo:?|period:?)\s+", "", folded)
    out: list[_Ends] = []
    if m := _DAYS.match(text):
        out.append(_Ends(re.sub(r"^\d{1,2}", m[1], m[2]), m[2]))
    parts = _SEPARATORS.split(text)
    if len(parts) == 2:
        out.append(_Ends(parts[0], parts[1]))
    if m := _DASH.match(text):
        out.append(_Ends(m[1], m[2]))
    return out


def _end(text: str, year: int | None, order: str, fiscal_start: int) -> Period | None:
    text = text.strip(" ,.()")
    if day := read_day_text(text, order, year):
        return Period(text, day, day, "day", year=day.year)
    return _simple(text, text, year, fiscal_start)
