"""Words that say which side an amount is on: "Soll" and "Plan" are planned, "Ist" and "Realizado" are actual."""

import re
from collections.abc import Iterable
from functools import lru_cache

from okr_analytics.ingest.finding.headers import meanings
from okr_analytics.ingest.values import fold

_PLANNED = frozenset({"effort.planned", "kpi.target", "project.budget"})
_ACTUAL = frozenset({"effort.actual", "kpi_reading.value"})
_SURE = 0.9
_OPEN = 0.75
# Words of titles that speak of what is to be had or needed, and not of what was.
_TO_COME = frozenset({
    "aufwandsschatzung", "bedarf", "behoefte", "behov", "bemanning", "besoins", "capacidad", "capacidade",
    "capacite", "capaciteit", "capaciteitsplanning", "capacity", "dimensionamento", "estimates", "estimation",
    "kapacitet", "kapasitet", "kapazitat", "kapazitatsplanung", "necesidades", "necessidades", "needs",
    "projectplanning", "required", "requirement", "requirements", "ressourcenplan", "ressourcenplanung",
    "staffing", "urenbegroting", "规划", "需求", "预算",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=2048)
def side_of(text: str) -> str | None:
    """ "planned" or "actual", as a word such as "Soll" or "Realizado" says; None for any other word."""
    if len(text) > 30:
        return None
    sure = {c.field for c in meanings(text) if c.score >= _SURE}
    if bool(sure & _PLANNED) == bool(sure & _ACTUAL):
        return None
    return "planned" if sure & _PLANNED else "actual"


def side_in(texts: Iterable[str]) -> str | None:
    """The side that titles speak of ("Budget 2026", "Resource plan"); None where they name none, or both."""
    words = {word for text in texts for word in _WORD.findall(fold(text))}
    found = {side for word in words if (side := "planned" if word in _TO_COME else _plain_side(word))}
    return next(iter(found)) if len(found) == 1 else None


def _plain_side(word: str) -> str | None:
    """The side of a word that can't be on the other as well, as "hours" and "headcount" can."""
    side = side_of(word)
    either = side == "actual" and any(c.field in _PLANNED and c.score >= _OPEN for c in meanings(word))
    return None if either else side


@lru_cache(maxsize=2048)
def is_plainly_a_side(text: str) -> bool:
    """Whether a word says target or actual of anything, as "Budget" and "Real" need not."""
    return any(c.field in ("kpi.target", "kpi_reading.value") and c.score >= _SURE for c in meanings(text))


def sides_of(words: Iterable[str]) -> dict[str, str]:
    """Word → "planned", "actual" or "" for neither; beside "Target", a forecast or a budget is neither."""
    found = {word: side_of(word) or "" for word in words}
    for side in ("planned", "actual"):
        same = [word for word, told in found.items() if told == side]
        plain = [word for word in same if is_plainly_a_side(word)]
        found.update({word: "" for word in same if plain and word not in plain})
    return found


@lru_cache(maxsize=2048)
def says_more(text: str) -> bool:
    """Whether a word is a property of an item ("Variance", "Baseline", "% achieved") rather than an item."""
    sure = [c for c in meanings(text) if c.score >= _SURE]
    return bool(sure) and not any(c.name in ("title", "name") for c in sure)
