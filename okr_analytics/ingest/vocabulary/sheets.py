"""What sheet names and titles say of the tables below them, and which tables aren't ours."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType

from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.vocabulary.candidates import Foreign
from okr_analytics.ingest.vocabulary.headers import split_header
from okr_analytics.ingest.vocabulary.tokens import tokens_of
from okr_analytics.ingest.vocabulary.words import LANGUAGES, language_file, phrases_of

_WHOLE, _INSIDE = 1.0, 0.8
_RACI = re.compile(r"[raciso](?:\s?[/,&]\s?[raciso])*")
_MANY = 4
_LEAST_HEADERS = 0.45  # this share of the headers must be words of such a table


@cache
def _kind_phrases() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for code in LANGUAGES:
        for kind, text in language_file(code).get("sheet", {}).items():
            for phrase, prior in phrases_of(text):
                found[phrase][kind] = max(prior, found[phrase].get(kind, 0.0))
    return MappingProxyType(found)


@lru_cache(maxsize=2048)
def kind_words(name: str) -> Mapping[str, float]:
    """Kind → score 0–1 for a sheet name, a table title or a banner ("Plano de ação" → initiative, milestone)."""
    words = split_header(name).words or fold(name)
    scores: dict[str, float] = defaultdict(float)
    for kind, prior in _kind_phrases().get(words, {}).items():
        scores[kind] = max(scores[kind], prior * _WHOLE)
    tokens = tokens_of(words)
    for length in range(min(4, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            piece = " ".join(tokens[start : start + length])
            for kind, prior in _kind_phrases().get(piece, {}).items():
                share = 0.7 + 0.3 * length / len(tokens)
                scores[kind] = max(scores[kind], round(prior * _INSIDE * share, 4))
    return MappingProxyType(dict(scores))


@dataclass
class _Words:
    """Titles and headers of one sort of table that isn't ours, all languages together."""

    what: str
    titles: set[str] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)


@cache
def _foreign_words() -> Mapping[str, _Words]:
    found: dict[str, _Words] = {}
    for code in LANGUAGES:
        for name, entry in language_file(code).get("foreign", {}).items():
            words = found.setdefault(name, _Words(entry["what"]))
            words.titles |= {phrase for phrase, _ in phrases_of(entry.get("title", ""))}
            words.headers |= {phrase for phrase, _ in phrases_of(entry.get("headers", ""))}
    return MappingProxyType(found)


def foreign_table(headers: Sequence[str], title: str = "", *, values: Sequence[str] = ()) -> Foreign | None:
    """What a table is that isn't ours (risk log, RACI, stakeholders, checklist …), else None.

    `title` is the sheet's name or the line above; `values` a sample of its body, by which a RACI matrix is known. The
    score is evidence to weigh against our own kinds, not a verdict: a project list may well have a column "Risk".
    """
    if found := _responsibilities(values):
        return found
    words = [w for w in (split_header(h).words or fold(h) for h in headers) if w]
    scored = [f for entry in _foreign_words().values() if (f := _score(entry, words, title))]
    return max(scored, key=lambda f: f.score, default=None)


def _responsibilities(values: Sequence[str]) -> Foreign | None:
    letters = [v for v in (fold(value) for value in values) if v and len(v) <= 7]
    hits = [v for v in letters if _RACI.fullmatch(v)]
    kinds = {c for v in hits for c in v if c in "raci"}
    if len(hits) >= 6 and len(hits) >= 0.6 * len([v for v in values if v.strip()]) and {"r", "a"} <= kinds:
        return Foreign("a responsibility matrix (RACI)", 0.95, "its cells hold R, A, C and I")
    return None


def _score(entry: _Words, words: Sequence[str], title: str) -> Foreign | None:
    titled = _titled(entry, title)
    hits = sorted({w for w in words if w in entry.headers})
    share = len(hits) / len(words) if words else 0.0
    if not titled and (len(hits) < 2 or share < _LEAST_HEADERS):
        return None
    by_title = 0.5 * titled * (1.0 if hits or not words else 0.6)
    score = min(1.0, by_title + share * (0.75 if titled else 0.95) + (0.05 if len(hits) > 3 else 0.0))
    if titled == 1.0 and len(hits) >= _MANY:
        score = max(score, 0.9)  # however many columns any table has stand beside them
    why = [f"the title says “{title.strip()}”"] if titled else []
    why += [f"headers such as {', '.join(f'“{h}”' for h in hits[:3])}"] if hits else []
    return Foreign(entry.what, round(score, 4), " and ".join(why))


def _titled(entry: _Words, title: str) -> float:
    """1 where the title is such a word, .8 where it has one."""
    words = split_header(title).words or fold(title)
    if not words:
        return 0.0
    if words in entry.titles or fold(title) in entry.titles:
        return 1.0
    tokens = tokens_of(words)
    pieces = {" ".join(tokens[i:j]) for i in range(len(tokens)) for j in range(i + 1, min(len(tokens), i + 4) + 1)}
    inside = {p for p in pieces if p in entry.titles and len(p) > 3}
    return 0.8 if inside else 0.0
