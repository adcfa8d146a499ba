"""Which key results speak of the same measure as a KPI: by its code, or by the words that carry meaning."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

ALIKE = 0.6  # words in common of all words of both, from which two names mean the same
_STEM = 5  # letters that a word is known by: "cancelled" and "cancellations" are one
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that say nothing about what is measured, in the languages that sheets are mostly written in.
_EMPTY = frozenset(
    {
        *("the", "and", "for", "our", "per", "with", "from", "that", "are", "were", "within", "days", "day", "month"),
        *("year", "rate", "share", "number", "percent", "percentage", "total"),
        *("los", "las", "del", "por", "con", "que", "una", "para", "dias", "mes", "dos", "das", "com", "uma"),
        *("der", "die", "und", "mit", "von", "fur", "pro", "les", "des", "aux", "par", "pour", "avec", "dans"),
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """An item that is compared: its key, its code and what it is called, one text after the other."""

    key: str
    code: str
    names: tuple[str, ...]


def same_metric(kpis: Iterable[Named], key_results: Iterable[Named]) -> dict[str, tuple[str, ...]]:
    """KPI's key → keys of the key results on the same measure.

    A key result is one where a text of it names the KPI's code, or where a text shares at least ALIKE of all words of
    both with a name of the KPI, numbers and empty words left aside. No meaning is guessed across languages.
    """
    texts = [(one.key, text) for one in key_results for text in one.names if text]
    words = [(key, _words(text), text.casefold()) for key, text in texts]
    by_word: Mapping[str, list[int]] = _index(words)
    found: dict[str, tuple[str, ...]] = {}
    for kpi in kpis:
        own = [_words(name) for name in kpi.names if name]
        near = {place for name in own for word in name for place in by_word.get(word, ())}
        keys = {words[place][0] for place in near if any(_alike(name, words[place][1]) for name in own)}
        if len(kpi.code) >= 3:
            said = re.compile(rf"(?<!\w){re.escape(kpi.code.casefold())}(?!\w)")
            keys |= {key for key, _, text in words if kpi.code.casefold() in text and said.search(text)}
        found[kpi.key] = tuple(sorted(keys))
    return found


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and len(first & second) / len(first | second) >= ALIKE


@lru_cache(50_000)
def _words(text: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return frozenset(word[:_STEM] for word in _WORD.findall(plain) if word not in _EMPTY)


def _index(words: Iterable[tuple[str, frozenset[str], str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, (_, own, _) in enumerate(words):
        for word in own:
            places[word].append(place)
    return places
