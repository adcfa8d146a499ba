"""Which key results speak of the same measure as a KPI: by its code, or by the words that carry meaning."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

ALIKE = 0.6  # words in common of all words of both, from which two names mean the same
_STEM = 5  # letters that a word is known by: "cancelled" and "cancellations" are one
_TOKEN = re.compile(r"[\w.-]{3,}")
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
    """A KPI that is compared: its key, its code and its name, "" where the sheet has none."""

    key: str
    code: str
    name: str


def same_metric(kpis: Iterable[Named], texts: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """KPI's key → keys of the key results on the same measure; `texts` are (key, text) of the key results.

    A key result is one where a text of it names the KPI's code, or where a text shares at least ALIKE of all words of
    both with the name of the KPI, numbers and empty words left aside. No meaning is guessed across languages.
    """
    there = _indexed(tuple(texts))
    found: dict[str, tuple[str, ...]] = {}
    for kpi in kpis:
        name = _words(kpi.name)
        near = {words for word in name for words in there.by_word.get(word, ())}
        keys = {key for words in near if _alike(name, words) for key in there.by_words[words]}
        code = kpi.code.casefold()
        if len(code) >= 3:
            keys |= {key for tokens in there.by_token.get(code, ()) for key in there.by_tokens[tokens]}
        found[kpi.key] = tuple(sorted(keys))
    return found


@dataclass(frozen=True)
class _Index:
    """Texts by the words and by the codes in them: each set of words with its keys, each word with its sets."""

    by_words: Mapping[frozenset[str], set[str]]
    by_word: Mapping[str, list[frozenset[str]]]
    by_tokens: Mapping[frozenset[str], set[str]]
    by_token: Mapping[str, list[frozenset[str]]]


@lru_cache(2)  # the key results of a day are the same under every filter of the KPIs
def _indexed(texts: tuple[tuple[str, str], ...]) -> _Index:
    by_words, by_tokens = _keys(texts, _words), _keys(texts, _tokens)
    return _Index(by_words, _index(by_words), by_tokens, _index(by_tokens))


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second) and len(first & second) / len(first | second) >= ALIKE


@lru_cache(50_000)
def _words(text: str) -> frozenset[str]:
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return frozenset(word[:_STEM] for word in _WORD.findall(plain) if word not in _EMPTY)


@lru_cache(50_000)
def _tokens(text: str) -> frozenset[str]:
    """What could be a code in the text: it holds a digit."""
    return frozenset(token.strip(".-") for token in _TOKEN.findall(text.casefold()) if any(map(str.isdigit, token)))


def _keys(texts: Iterable[tuple[str, str]], told: Callable[[str], frozenset[str]]) -> Mapping[frozenset[str], set[str]]:
    """The different sets of words, each with the keys of the items that have exactly those: far fewer than texts."""
    found: dict[frozenset[str], set[str]] = defaultdict(set)
    for key, text in texts:
        found[told(text)].add(key)
    return found


def _index(sets: Iterable[frozenset[str]]) -> Mapping[str, list[frozenset[str]]]:
    places: dict[str, list[frozenset[str]]] = defaultdict(list)
    for words in sets:
        for word in words:
            places[word].append(words)
    return places
