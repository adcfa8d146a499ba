"""The days and quarters that a text names as a deadline."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from okr_analytics.quality.lexicon import fold
from okr_analytics.quality.text import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janeiro enero ene",
            "february feb fevereiro fev febrero",
            "march mar marco marzo",
            "april apr abril abr",
            "may maio mai mayo",
            "june jun junho junio",
            "july jul julho julio",
            "august aug agosto ago",
            "september sept sep setembro set septiembre setiembre",
            "october oct outubro out octubre",
            "november nov novembro noviembre",
            "december dec dezembro dez diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_BY = r"(?:by|until|till|before|no later than|due|on|ate|antes del?|hasta|para|em|en|in)\s+(?:the\s+)?(?:end\s+of\s+|fim\s+de\s+|o\s+fim\s+de\s+|fin(?:es|al)?\s+de\s+|el\s+)?"
_PATTERNS = (
    re.compile(
        rf"\b{_BY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|º|\.)?\s+(?:of\s+|de\s+)?(?P<m>{_MONTH})\b\.?,?(?:\s+(?:de\s+|of\s+)?(?P<y>(?:19|20)\d\d))?"
    ),
    re.compile(rf"\b{_BY}(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y>(?:19|20)\d\d))?"),
    re.compile(rf"\b{_BY}(?P<m>{_MONTH})\.?,?\s+(?:de\s+|of\s+)?(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    re.compile(r"\b(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)\b"),
    re.compile(rf"\b{_BY}(?P<y>20\d\d)\b(?!\s*[-/.%])"),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The first and last day that a wording may mean; `years` false where the text names no year."""

    first: dt.date
    last: dt.date
    span: Span


def deadlines(text: str, start: dt.date, end: dt.date) -> Iterator[Deadline]:
    """The deadlines of a text; one without a year is read in the year that comes nearest to the cycle."""
    folded = fold(text)
    taken: list[Span] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            found = _days(match, start, end)
            if found:
                yield Deadline(*found, match.span())


def _days(match: re.Match[str], start: dt.date, end: dt.date) -> tuple[dt.date, dt.date] | None:
    parts = match.groupdict()
    month = _MONTHS.get(parts.get("m") or "") or (int(parts["m"]) if parts.get("m") else None)
    years = [int(parts["y"])] if parts.get("y") else list(range(start.year - 1, end.year + 2))
    options = [
        days for year in years for days in [_period(year, month, int(parts["d"]) if parts.get("d") else None)] if days
    ]
    if not options:
        return None
    return min(options, key=lambda days: max((start - days[1]).days, (days[0] - end).days, 0))


def _period(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date] | None:
    try:
        if month is None:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        if day is None:
            last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
            return dt.date(year, month, 1), last
        return dt.date(year, month, day), dt.date(year, month, day)
    except ValueError:  # 31 June, or 12/31 read the other way round
        return None
