"""Rows that aren't records: totals, notes, legends; and headers that say that rows are tasks."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.vocabulary.headers import words_of
from okr_analytics.ingest.vocabulary.words import LANGUAGES, language_file, phrases_of

_EDGES = " .:;*-–—=()[]#Σ"
_OPENING = re.compile(r"^(?:[*†‡¹²³]|\(\*\)|※|注)\s*\S")
_COPYRIGHT = re.compile(
    r"©|\(c\) (?:19|20)\d\d|all rights reserved|todos os direitos|todos los derechos|alle rechte|tous droits|版权"
)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {"total": set(), "note": set()}
    for code in LANGUAGES:
        for name, text in language_file(code).get("rows", {}).items():
            found[name] |= {phrase for phrase, _ in phrases_of(text)}
    return MappingProxyType({name: frozenset(words) for name, words in found.items()})


@lru_cache(maxsize=4096)
def is_total_label(text: str) -> bool:
    """Whether a row's label says that it sums others up ("Grand Total", "Média geral", "Summe Q1", "合计")."""
    folded = fold(text).strip(_EDGES)
    if not folded or len(folded) > 60:
        return False
    if folded in _words()["total"]:
        return True
    if not _SUMS.search(folded):
        return False  # nearly every row
    first, *others = re.split(r"[\s:–—-]+", folded)
    last = others[-1] if others else first
    if len(others) <= 4 and (first in _TOTALS or last in _TOTALS):
        return True
    return any(folded.startswith(word) or folded.endswith(word) for word in _CHINESE)


_TOTALS = frozenset(
    {"total", "totals", "subtotal", "totais", "totales", "totaux", "gesamt", "summe", "gesamtsumme", "sum", "totalt"}
)
_CHINESE = ("合计", "总计", "小计", "汇总", "平均值")
_SUMS = re.compile("|".join(("tota", "gesamt", "sum", *_CHINESE)))  # in each of those words


@cache
def _task_words() -> frozenset[str]:
    return frozenset(phrase for code in LANGUAGES for phrase, _ in phrases_of(language_file(code).get("tasks", "")))


def is_task_word(header: str) -> bool:
    """Whether a header is a word that heads columns of lists of tasks ("Assignee", "Sprint", "Teilaufgaben")."""
    return words_of(header) in _task_words()


def is_note_row(texts: Sequence[str]) -> bool:
    """Whether a row's texts are a note, a legend, a source or a copyright line rather than a record.

    A note stands alone (one or two texts) and begins with a word or sign for notes, or says whose rights are reserved.
    """
    filled = [t for t in texts if t.strip()]
    if not filled or len(filled) > 2:
        return False
    folded = fold(filled[0][:300])
    if _COPYRIGHT.search(folded):
        return True
    if len(filled) == 1 and _OPENING.match(folded) and len(folded) > 12:
        return True
    head = re.split(r"\s*[:：\-–—]\s*", folded, maxsplit=1)
    bare = head[0].strip(_EDGES)
    return bare in _words()["note"] and (len(head) > 1 or len(filled) == 1)
