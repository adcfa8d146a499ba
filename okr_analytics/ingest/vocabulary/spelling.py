"""Known words near a misspelt one: one letter missing, too many, wrong, or two swapped."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from okr_analytics.ingest.vocabulary.words import index

_SHORTEST = 5
_LEAST_LEFT = 4  # letters of a word that is cut short


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


@cache
def _neighbours() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(index().tokens):
        if len(word) >= _SHORTEST and word.isalpha() and word.isascii():
            for key in _deletions(word) | {word}:
                found[key].append(word)
    return {key: tuple(words) for key, words in found.items()}


@lru_cache(maxsize=4096)
def nearest_words(word: str) -> tuple[str, ...]:
    """Known words one typing error away, none for short words; a word that is known itself has no neighbours here."""
    if len(word) < _SHORTEST or len(word) > 40 or not word.isalpha():
        return ()
    near = _neighbours()
    found = {known for key in _deletions(word) | {word} for known in near.get(key, ()) if _one_error(word, known)}
    return tuple(sorted(found, key=lambda known: (known[0] != word[0], abs(len(known) - len(word)), known)))


@lru_cache(maxsize=4096)
def beginning_with(word: str) -> tuple[str, ...]:
    """The known words that a word of at least four letters is the beginning of."""
    return tuple(sorted(known for known in index().tokens if len(word) >= _LEAST_LEFT and known.startswith(word)))


def _one_error(first: str, second: str) -> bool:
    """Whether two words differ by one insertion, deletion, substitution or swap of neighbours."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    i = next((k for k, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    a, b = first[i:], second[i:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
