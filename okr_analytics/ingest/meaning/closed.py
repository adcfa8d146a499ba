"""The words of closed fields: initiative or experiment, committed or aspirational, weekly, fortnightly or monthly."""

import re
from collections.abc import Mapping

from okr_analytics.ingest.values import fold, read_direction

_WORK: Mapping[str, re.Pattern[str]] = {
    "experiment": re.compile(r"experiment|eksperiment|pilot|hypothes|hipotes|forsok|forsog|实验|试点"),
    "initiative": re.compile(r"iniciativ|initiativ|initiative|massnahme|tiltak|举措"),
}
CLOSED: Mapping[str, Mapping[str, str]] = {
    "cadence": {
        "weekly": "weekly semanal wochentlich hebdomadaire ukentlig ugentlig 每周 week",
        "fortnightly": "fortnightly biweekly quinzenal quincenal zweiwochentlich vierzehntagig bimensuel quinzaine bimensuelle 14 14. 双周 隔周",
        "monthly": "monthly mensal mensual monatlich mensuel mensuelle manedlig 每月 month",
    },
    "ambition": {
        "committed": "committed commit comprometido comprometida compromiso verbindlich engage engagee engagement forpliktet forpliktende operational roofshot 承诺型 must",
        "aspirational": "aspirational moonshot stretch aspiracional ambicioso ambiciosa ambitioniert aspirationnel ambitieux visionnaire ambisios aspirerende visionar 挑战型 愿景型",
    },
}


def work_kind(text: str) -> str | None:
    """ "experiment" or "initiative", None where a text says neither."""
    folded = fold(text)
    return next((kind for kind, words in _WORK.items() if words.search(folded)), None)


def closed_word(name: str, text: str) -> str | None:
    """The word of the field `name` ("cadence", "ambition") that a text means, None where it means none."""
    folded = set(fold(text).split())
    return next((word for word, known in CLOSED[name].items() if folded & set(known.split())), None)


def is_answered(kind: str, name: str, words: tuple[str, ...]) -> bool:
    """Whether some of a column's words answer a field of a record kind; True for fields that aren't closed."""
    if name == "ambition":
        return any(closed_word(name, word) for word in words)
    if name == "kind" and kind == "initiative":
        return any(work_kind(word) for word in words)
    if name == "kind" and kind == "key_result":
        return any(read_direction(word).kind for word in words)
    return True
