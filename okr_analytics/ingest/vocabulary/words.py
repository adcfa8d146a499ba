"""The word lists of all languages, read once into an index: phrase → what it can mean."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from okr_analytics.ingest.values.folding import fold

LANGUAGES = ("en", "pt", "es", "de", "fr", "no", "nl", "zh")
_MARKS = {"?": 0.55, "~": 0.8}  # prior of a phrase that rarely, or not always, means what its entry says
_OTHER = 0.9
EDGES = " .:;,*-–—_/\\|?!¿¡¹²³†‡'\"•·→>"  # signs around a header that mean nothing


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a phrase can mean: a field, how likely before anything else is known, and the language."""

    field: str
    prior: float
    language: str


@dataclass(frozen=True, slots=True)
class Source:
    """The entry of a word list that a phrase stands in: the fields it can mean, how likely, and its language."""

    fields: Mapping[str, float]
    prior: float
    language: str


@dataclass(frozen=True)
class Index:
    """Phrase (folded) → where it stands; entities and groups apart, so that "KR owner" can be put together."""

    phrases: Mapping[str, tuple[Source, ...]]
    entities: Mapping[str, tuple[tuple[str, str], ...]]  # phrase → (entity, language)
    groups: Mapping[str, tuple[tuple[str, float, str], ...]]  # phrase → (group, prior, language)
    abbreviations: Mapping[str, str]
    stopwords: frozenset[str]
    tokens: frozenset[str]
    by_token: Mapping[str, tuple[str, ...]]  # token → phrases that have it
    names: Mapping[str, str]  # language code → its name in English


@cache
def language_file(code: str) -> Mapping[str, Any]:
    """The word list of one language as written; raises FileNotFoundError for a language there is no file of."""
    text = files("okr_analytics.ingest.vocabulary").joinpath("words", f"{code}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def field_groups() -> Mapping[str, Mapping[str, Any]]:
    """fields.toml: what groups, references, codes and entities stand for."""
    text = files("okr_analytics.ingest.vocabulary").joinpath("fields.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def phrases_of(text: str) -> Iterator[tuple[str, float]]:
    """The folded phrases of one comma-separated entry, each with its prior."""
    for part in text.replace("、", ",").split(","):
        phrase = part.strip()
        if phrase:
            yield _bare(phrase.lstrip("?~")), _MARKS.get(phrase[0], 1.0)


def _bare(phrase: str) -> str:
    """Folded, without the signs that headers lose as well ("s. no." → "s. no"); a phrase of signs alone stays."""
    folded = fold(phrase.replace("_", " "))
    return folded.strip(EDGES) or folded


@lru_cache(maxsize=8192)
def meanings(phrase: str) -> tuple[Meaning, ...]:
    """What a folded phrase can mean in each language that has it, one meaning a field; () for an unknown phrase."""
    best: dict[tuple[str, str], Meaning] = {}
    for source in index().phrases.get(phrase, ()):
        for field, likely in source.fields.items():
            prior, key = source.prior * likely, (field, source.language)
            if key not in best or best[key].prior < prior:
                best[key] = Meaning(field, prior, source.language)
    return tuple(best.values())


@cache
def index() -> Index:
    """The index of all languages, built on first use (10,000 phrases, some 0.2 s)."""
    builder = _Builder()
    for code in LANGUAGES:
        builder.add(code, language_file(code))
    return builder.finish()


class _Builder:
    """Collects the word lists; lives only while `index` runs."""

    def __init__(self) -> None:
        self.phrases: dict[str, list[Source]] = defaultdict(list)
        self.entities: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.groups: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
        self.abbreviations: dict[str, str] = {}
        self.stopwords: set[str] = set()
        self.names: dict[str, str] = {}

    def add(self, code: str, data: Mapping[str, Any]) -> None:
        self.names[code] = data["language"]
        self.stopwords |= {phrase for phrase, _ in phrases_of(data.get("stopwords", ""))}
        for short, word in data.get("abbreviations", {}).items():
            self.abbreviations.setdefault(fold(short), fold(word))
        self._entities(code, data.get("entity", {}))
        self._groups(code, data.get("shared", {}))
        for kind in field_groups()["kinds"]["names"]:
            for name, text in data.get(kind, {}).items():
                self._put(text, {f"{kind}.{name}": 1.0}, code)
        for name, text in data.get("other", {}).items():
            self._put(text, {f"other.{name}": _OTHER}, code)

    def _entities(self, code: str, entries: Mapping[str, str]) -> None:
        for entity, text in entries.items():
            for phrase, _ in phrases_of(text):
                self.entities[phrase].append((entity, code))
            self._put(text, field_groups()["reference"].get(entity, {}), code)

    def _groups(self, code: str, entries: Mapping[str, str]) -> None:
        for group, text in entries.items():
            for phrase, prior in phrases_of(text):
                self.groups[phrase].append((group, prior, code))
            self._put(text, field_groups()["group"][group], code)

    def _put(self, text: str, fields: Mapping[str, float], code: str) -> None:
        sources = {prior: Source(fields, prior, code) for prior in (1.0, *_MARKS.values())}
        for phrase, prior in phrases_of(text):
            self.phrases[phrase].append(sources[prior])

    def finish(self) -> Index:
        by_token: dict[str, list[str]] = defaultdict(list)
        for phrase in self.phrases:
            for token in set(phrase.split()):
                by_token[token].append(phrase)
        return Index(
            phrases={p: tuple(m) for p, m in self.phrases.items()},
            entities={p: tuple(e) for p, e in self.entities.items()},
            groups={p: tuple(g) for p, g in self.groups.items()},
            abbreviations=self.abbreviations,
            stopwords=frozenset(self.stopwords),
            tokens=frozenset(by_token),
            by_token={t: tuple(p) for t, p in by_token.items()},
            names=self.names,
        )
