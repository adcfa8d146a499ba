"""Words that say which side an amount is on: "Soll" and "Plan" are planned, "Ist" and "Realizado" are actual."""

from collections.abc import Iterable
from functools import lru_cache

from okr_analytics.ingest.headers import meanings

_PLANNED = frozenset({"effort.planned", "kpi.target", "project.budget"})
_ACTUAL = frozenset({"effort.actual", "kpi_reading.value"})
_SURE = 0.9


@lru_cache(maxsize=2048)
def side_of(text: str) -> str | None:
    """ "planned" or "actual", as a word such as "Soll" or "Realizado" says; None for any other word."""
    if len(text) > 30:
        return None
    sure = {c.field for c in meanings(text) if c.score >= _SURE}
    if bool(sure & _PLANNED) == bool(sure & _ACTUAL):
        return None
    return "planned" if sure & _PLANNED else "actual"


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
