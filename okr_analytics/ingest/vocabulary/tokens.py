"""A header's words one by one: abbreviations written out, Chinese cut into known words, compounds taken apart."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from okr_analytics.ingest.vocabulary.words import index

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[%#$€£]")
_CJK = re.compile(r"[\u3400-\u9fff]+")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)'(?=\w{3})")  # the French article before a vowel
_LINKS = ("", "s", "es", "n", "en", "e", "er")


@lru_cache(maxsize=8192)
def tokens_of(words: str) -> tuple[str, ...]:
    """The words of a folded text, without stop words; abbreviations are written out."""
    known = index()
    found: list[str] = []
    parts = [part for word in _WORD.findall(words) for part in _parts(_ELIDED.sub("", word))]
    for at, word in enumerate(parts):
        if _CJK.search(word):
            found += _cut_chinese(word)
        elif word not in known.stopwords or (at and at == len(parts) - 1 and _is_code(word)):
            found.append(_write_out(word))
    return tuple(found)


def _parts(word: str) -> list[str]:
    """ "kr-id" as two words where both are known and the whole isn't: German and Nordic headings join words so."""
    known = index()
    if "-" not in word or word in known.tokens:
        return [word]
    parts = word.split("-")
    return parts if all(part in known.tokens or part in known.abbreviations for part in parts) else [word]


def _is_code(word: str) -> bool:
    """Whether a stop word is short for "number": "KR no." ends in one."""
    return any(group == "code" for group, _, _ in index().groups.get(word, ()))


def _write_out(word: str) -> str:
    known = index()
    return word if word in known.phrases else known.abbreviations.get(word, word)


def _cut_chinese(word: str) -> Iterator[str]:
    """Greedy: the longest known word first; characters that start none stay together."""
    longest, lost, i = max(map(len, _chinese_words()), default=1), "", 0
    while i < len(word):
        piece = next(
            (word[i:j] for j in range(min(len(word), i + longest), i, -1) if word[i:j] in _chinese_words()), None
        )
        if piece is None:
            lost, i = lost + word[i], i + 1
            continue
        if lost:
            yield lost
        lost, i = "", i + len(piece)
        if piece != "的":
            yield piece
    if lost:
        yield lost


@cache
def _chinese_words() -> frozenset[str]:
    return frozenset(p for p in index().phrases if _CJK.fullmatch(p)) | {"的"}


@lru_cache(maxsize=4096)
def split_compound(word: str) -> tuple[str, str] | None:
    """The two known words of a compound ("projektverantwortlicher"), None where it isn't one."""
    known = index().tokens
    if len(word) < 8 or not word.isalpha():
        return None
    for cut in range(len(word) - 4, 3, -1):
        right = word[cut:]
        if right not in known:
            continue
        left = word[:cut]
        for link in _LINKS:
            stem = left.removesuffix(link) if link else left
            if left.endswith(link) and len(stem) >= 3 and stem in known:
                return stem, right
            if not link and f"{left}e" in known:
                return f"{left}e", right
    return None
