"""What makes an item the same item: comparable texts, codes, keys made from content, and periods behind cycle names."""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.values.periods import read_period

_CODE = r"(?:[^\W\d_]{1,6}[\s.#-]?)?\d{1,6}(?:[.\-/]\d{1,4})*[a-z]?"
_CODED = re.compile(rf"^\W*({_CODE})\s*(?:[):|]|[.\-–—]\s|\s[-–—]\s)\s*(\S.*)$", re.IGNORECASE)
_ONLY_CODE = re.compile(rf"^\W*({_CODE})\W*$", re.IGNORECASE)
# Codes that only count through a sheet, such as O1, KR 1.2 or 3: next quarter's sheet starts again at 1.
_POSITION = re.compile(
    r"(?:o|ob|obj|objective|objetivo|k|kr|r|ini|i|p|kpi|krs|okr|ziel|m)?[.#-]?\d{1,3}(?:[.\-/]\d{1,3})*[a-z]?"
)
_EDGES = re.compile(r"^\W+|[\s.;:,\-–—]+$")


def key_of(kind: str, *parts: object) -> str:
    """The key of an item: the same parts give the same key everywhere, None and "" alike."""
    text = "\x1f".join([kind, *["" if part is None else str(part) for part in parts]])
    return hashlib.sha256(text.encode()).hexdigest()[:20]


@lru_cache(maxsize=65536)
def comparable(text: str | None) -> str | None:
    """The text as titles are compared: no case, accents, leading code or closing punctuation; None if empty."""
    if not text:
        return None
    coded = _CODED.match(text)
    return _EDGES.sub("", fold(coded[2] if coded else text)) or fold(text) or None


@lru_cache(maxsize=65536)
def comparable_code(code: str | None) -> str | None:
    """The code as codes are compared ("KR 1.2." = "kr1.2"); None if empty."""
    if not code:
        return None
    return re.sub(r"[\s#]", "", fold(code)).rstrip(".:)-") or None


def leading_code(text: str | None) -> str | None:
    """The code that a text begins with or is ("KR1.2 - More users", "KR1.2"), comparable; None where there is none."""
    found = (_CODED.match(text) or _ONLY_CODE.match(text)) if text else None
    return comparable_code(found[1]) if found else None


def is_only_code(text: str) -> bool:
    """Whether a text is a code and nothing else."""
    return _ONLY_CODE.match(text) is not None


def is_position(code: str) -> bool:
    """Whether a comparable code only counts through a sheet, so that another sheet may use it for something else."""
    return _POSITION.fullmatch(code) is not None


def likeness(one: str | None, other: str | None) -> float:
    """How alike two comparable texts are, 0 to 1; 0 where one is missing."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return 0.0
    return matcher.ratio()


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included; `assumed` where its year was not written."""

    start: dt.date
    end: dt.date
    assumed: bool = False

    def distance(self, day: dt.date) -> int:
        """How many days lie between the day and the stretch, 0 inside it."""
        return max(0, (self.start - day).days, (day - self.end).days)


@lru_cache(maxsize=4096)
def days_of(name: str, near: dt.date | None = None) -> Days | None:
    """The days that a cycle's name means ("2025-Q1", "1º trimestre 2025"); without a year, those nearest to `near`."""
    found = read_period(name)
    if found.start and found.end:
        return Days(found.start, found.end)
    if not found.needs_year or near is None:
        return None
    tries = (read_period(name, year=near.year + shift) for shift in (0, -1, 1))
    spans = [Days(t.start, t.end, assumed=True) for t in tries if t.start and t.end]
    return min(spans, key=lambda span: span.distance(near), default=None)


def cycle_key(name: str, near: dt.date | None = None) -> str:
    """The key of a cycle: by its days where the name tells them, so that "Q1 2025" is "2025-Q1"; else by its name."""
    days = days_of(name, near)
    return key_of("cycle", days.start, days.end) if days else key_of("cycle", fold(name))


def named_days(days: Days) -> str | None:
    """The name of a quarter, half year or year that these days are, a week more or less ("2025-Q1"); None otherwise."""
    middle = days.start + (days.end - days.start) / 2
    year, month = middle.year, middle.month
    quarter, half = (month - 1) // 3 + 1, (month - 1) // 6 + 1
    for name in (f"{year}-Q{quarter}", f"{year}-H{half}", f"{year}"):
        span = days_of(name)
        if span and abs((span.start - days.start).days) <= 7 and abs((span.end - days.end).days) <= 7:
            return name
    return None
