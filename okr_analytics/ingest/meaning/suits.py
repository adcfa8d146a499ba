"""How well the cells of a column suit a field: what kind of value they are, whatever their header says."""

import re

from okr_analytics.ingest.tables import Profile
from okr_analytics.ingest.values import fold
from okr_analytics.ingest.values.months import ALL_WEEKDAYS
from okr_analytics.model import FieldType

_MONEY = re.compile(
    r"^\s*[-~]?\s*(?:[A-Z]{0,3}[$€£¥₹]|(?:R|US)\$|EUR|USD|CHF|kr)\s?\d|^\s*[\d.,]+\s?(?:€|EUR|USD|CHF|kr)\b"
)
NUMBERS = (FieldType.NUMBER, FieldType.AMOUNT, FieldType.FRACTION)
REFERS = frozenset({"objective", "key_result", "project", "parent", "kpi"})


def suits(kind: FieldType, name: str, profile: Profile) -> float:
    """How well the cells of a column suit a field, 0–1; a column without cells suits every field."""
    if not profile.filled:
        return 1.0
    if kind in NUMBERS:
        return _number_fit(kind, name, profile)
    if kind is FieldType.DATE:
        if profile.serials:
            return 0.9
        if _are_weekdays(profile):
            return 0.4
        return 0.4 if profile.plain > 0.8 or (profile.length > 40 and profile.days < 0.5) else 1.0
    if name == "status":
        return _status_fit(profile)
    if name in ("title", "name", "note", "description"):
        return 0.5 if profile.plain > 0.6 or profile.days > 0.5 or _are_wordless(profile) else 1.0
    if name == "metric" and profile.numbers + profile.numeric_texts > 0.6:
        return 0.6
    if name == "measure":
        return 1.0 if profile.measures >= 0.3 or profile.texts < 0.5 else 0.7
    if name in ("unit", "code") and profile.measures >= 0.6:
        return 0.45
    if name in ("period", "cycle"):
        return 0.4 if profile.plain > 0.6 or _are_weekdays(profile) else 1.0
    if name in REFERS and profile.plain > 0.6:
        return 0.5 if profile.running else 0.96
    return 0.6 if profile.days > 0.5 else 1.0


def _are_wordless(profile: Profile) -> bool:
    """Whether the cells are numbers beside numbers ("18 (90%)", "12 / 20"), which is no name."""
    return bool(profile.short) and profile.length < 20 and not any(c.isalpha() for word in profile.short for c in word)


def _are_weekdays(profile: Profile) -> bool:
    """Whether the cells are "Saturday" and the like, which is no day of the calendar."""
    return bool(profile.short) and all(fold(word) in ALL_WEEKDAYS for word in profile.short)


def _number_fit(kind: FieldType, name: str, profile: Profile) -> float:
    """A target may be words ("passed"); an amount, a share done or a reading is a number, and no stretch of a day."""
    numeric = profile.numbers + profile.numeric_texts
    if profile.days > 0.5 or profile.clocks > 0.5:
        return 0.3
    strict = kind is not FieldType.NUMBER or name == "value"
    if strict and name != "confidence" and profile.texts > 0.7 and numeric < 0.2:
        return 0.55 if profile.digits > 0.8 else 0.4
    if is_worded(profile) and name != "confidence":
        return 0.6
    return 1.0 if numeric > 0.3 or profile.length < 25 else 0.6


def is_money(profile: Profile) -> bool:
    """Whether the texts are amounts of money by their sign."""
    return bool(profile.short) and all(_MONEY.match(text) for text in profile.short)


def is_worded(profile: Profile) -> bool:
    """Whether the cells are words without a number in them."""
    return profile.texts > 0.7 and profile.numbers + profile.numeric_texts < 0.2 and profile.digits < 0.35


def _status_fit(profile: Profile) -> float:
    if profile.statuses > 0:
        return 1.0
    return 0.85 if profile.texts > 0.5 and profile.digits < 0.5 and profile.length < 30 else 0.4
