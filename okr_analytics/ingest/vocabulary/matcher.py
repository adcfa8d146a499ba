"""The meanings of a header: exact, put together of a thing and a property, by its words, by spelling; best first."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from functools import cache, lru_cache
from typing import TypeAlias

from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.vocabulary.candidates import Candidate
from okr_analytics.ingest.vocabulary.headers import split_header, words_of
from okr_analytics.ingest.vocabulary.spelling import beginning_with, nearest_words
from okr_analytics.ingest.vocabulary.tokens import split_compound, tokens_of
from okr_analytics.ingest.vocabulary.words import (
    LANGUAGES,
    Index,
    Meaning,
    field_groups,
    index,
    language_file,
    meanings,
    phrases_of,
)

_HEAD_FIRST = frozenset({"pt", "es", "fr"})  # the noun comes before what narrows it down
_LEAST = 0.2
_GOOD = 0.6
_FOREIGN_WORD, _OTHER_LANGUAGE = 0.9, 0.45
_NOT_MEANT = 0.6
_IDENTITY = frozenset({"code", "title", "date"})  # of what stands before it: "customer name", "order date"
_ATTRIBUTE = 0.45
_COUNTS = frozenset({"key", "no", "nr", "num", "number", "nummer", "#"})
_Written: TypeAlias = tuple[tuple[str, str, str], ...]
_CUT_SHORT = re.compile(r"([^\W\d_]{4,})\.(?!\w)")
_SIDES = re.compile(r"\s*[/|\n]\s*|\s+[-–—]\s+")


def match(header: str, *, languages: Collection[str] | None = None) -> tuple[Candidate, ...]:
    """Every meaning a header can have, best first, at most one per field.

    `languages` ("en", "pt" …) are those the sheet is known to be in (see `header_languages`): a word that they have
    means half as much in other languages ("time" is no team beside English headers). Without it, meanings that a word
    has only in another language than English lose a tenth where it is an English word too ("note", "direction").
    Scores: 1 exact word, .9 put together or nearly, below .5 rather a hint.
    """
    return _weighed(header, tuple(sorted(languages)) if languages else None)


@lru_cache(maxsize=8192)
def _weighed(header: str, languages: tuple[str, ...] | None) -> tuple[Candidate, ...]:
    found = _match(header)
    if languages is None:
        english = any(c.language == "en" and c.score >= _GOOD for c in found)
        languages, less = (("en",), _FOREIGN_WORD) if english else (LANGUAGES, 1.0)
    else:
        own = any(c.language in languages and c.score >= _GOOD for c in found)
        less = _OTHER_LANGUAGE if own else _FOREIGN_WORD
    exact = {words_of(header), split_header(header).words}
    return _best((_as_foreign(c, languages, less, exact) for c in found), lambda c: c.field)


def _as_foreign(candidate: Candidate, languages: Collection[str], less: float, exact: set[str]) -> Candidate:
    """A meaning in a language that the sheet is not in; one that is only nearly the word is hardly meant."""
    if candidate.language in languages:
        return candidate
    return _times(candidate, less if candidate.phrase in exact else min(less, _NOT_MEANT), "")


@lru_cache(maxsize=8192)
def _match(header: str) -> tuple[Candidate, ...]:
    """All candidates, at most one per field and language."""
    folded = words_of(header)
    if not folded:
        return ()
    parts = split_header(header)
    exact = list(_exact_forms(folded, parts.words, parts.bracket))
    if not exact:
        return _nearly(parts.words, parts.bracket, _sides_of(header), _written_out(header))
    return _best(exact, lambda c: (c.field, c.language))


@lru_cache(maxsize=8192)
def _nearly(words: str, bracket: str, sides: tuple[str, ...], written: _Written) -> tuple[Candidate, ...]:
    """The candidates of words that are no known phrase; "Unit 1" and "Unit 2" are looked up once."""
    found = list(_by_words(words or bracket))
    if not found or max(c.score for c in found) < 0.9:
        found += _by_sides(sides)
    if not found or max(c.score for c in found) < _GOOD:
        found += _respelt(words)
        for word, whole, text in written:
            found += (_times(c, 0.85, f"“{word}.” for “{whole}”: ") for c in _lookup(text) or _by_words(text))
        found += (_times(c, 0.75, "in brackets: ") for c in _lookup(bracket) or _by_words(bracket))
    return _best(found, lambda c: (c.field, c.language))


def _best(candidates: Iterable[Candidate], key: Callable[[Candidate], Hashable]) -> tuple[Candidate, ...]:
    best: dict[Hashable, Candidate] = {}
    for candidate in candidates:
        known = best.get(key(candidate))
        if candidate.score >= _LEAST and (known is None or candidate.score > known.score):
            best[key(candidate)] = candidate
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.field, c.language != "en")))


def _times(candidate: Candidate, factor: float, before: str) -> Candidate:
    return Candidate(
        candidate.field,
        round(candidate.score * factor, 4),
        before + candidate.how,
        candidate.language,
        candidate.phrase,
    )


def _candidate(meaning: Meaning, score: float, phrase: str, how: str) -> Candidate:
    return Candidate(meaning.field, round(meaning.prior * score, 4), how, meaning.language, phrase)


def _exact_forms(folded: str, words: str, bracket: str) -> Iterator[Candidate]:
    """The header as it is, without brackets, without time and numbers: the first form that is a known phrase."""
    outside = re.sub(r"\s+", " ", re.sub(r"[(\[【].*?[)\]】]", " ", folded)).strip(" .:*-")
    for text, score in ((folded, 1.0), (folded.rstrip(".:"), 1.0), (outside, 0.98), (words, 0.96)):
        if found := _lookup(text, score):
            yield from _narrowed(found, text)
            if bracket and bracket in index().phrases:
                yield from _lookup(bracket, 0.7)
            return


def _narrowed(found: list[Candidate], text: str) -> list[Candidate]:
    """A known phrase that names its thing ("project status") means that thing's field before all others'."""
    tokens = tokens_of(text)
    together = list(_composed(tokens, 0.95)) if len(tokens) > 1 else []
    groups = {group for group, _, _ in index().groups.get(text, ())}
    same = [
        c for c in together if not groups or c.phrase.rpartition(" ")[2] in groups
    ]  # "data de entrega" is a due day
    own = {c.field for c in same if c.score >= _GOOD}
    if text in index().entities or not any(c.field in own for c in found):
        return found + together  # "OKR cycle" is the name of a thing
    return [c if c.field in own else _times(c, 0.7, "") for c in found] + together


def _lookup(text: str, score: float = 1.0) -> list[Candidate]:
    known = index()
    return [_candidate(m, score, text, f"“{text}” ({known.names[m.language]})") for m in meanings(text)]


def _by_words(words: str) -> list[Candidate]:
    tokens = tokens_of(words)
    if not tokens:
        return []
    known = index()
    whole = " ".join(known.abbreviations.get(token, token) for token in tokens)
    found = _lookup(" ".join(tokens), 0.95) or _lookup(whole, 0.93)
    found += _composed(tokens, 0.95)
    return found or _overlapping(tokens)


def _sides_of(header: str) -> tuple[str, ...]:
    """The words of each side of a header such as "Objetivo / Objective"; () of one without sides."""
    sides = _SIDES.split(header)
    return tuple(words for side in sides if (words := words_of(side))) if len(sides) > 1 else ()


def _by_sides(sides: tuple[str, ...]) -> list[Candidate]:
    """ "Objetivo / Objective": both sides are headers of their own."""
    if not 2 <= len(sides) <= 4:
        return []
    return [_times(c, 0.93, "") for side in sides for c in (_lookup(side) or _by_words(side))]


def _composed(tokens: tuple[str, ...], score: float) -> Iterator[Candidate]:
    """A thing and its property: "KR owner", "Status do projeto", "目标负责人"."""
    known = index()
    for start, end in _spans(len(tokens)):
        thing = " ".join(tokens[start:end])
        rest = " ".join(tokens[:start] + tokens[end:])
        if not rest or thing not in known.entities or rest not in known.groups:
            continue
        for entity, language in known.entities[thing]:
            for group, prior, other in known.groups[rest]:
                factor = score * prior * (1.0 if language == other else 0.9)
                if group == "code" and start and language not in _HEAD_FIRST and rest in _COUNTS:
                    factor *= 0.5  # "key steps" and "no. of tasks" are no codes of steps and tasks
                yield from _fields_of(
                    entity, group, factor, f"“{rest}” of “{thing}” ({known.names[language]})", language
                )


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for length in range(min(4, count - 1), 0, -1):
        for start in range(count - length + 1):
            yield start, start + length


def _fields_of(entity: str, group: str, score: float, how: str, language: str) -> Iterator[Candidate]:
    data = field_groups()
    if together := data["compose"].get(f"{entity} {group}"):
        for field, prior in together.items():
            yield Candidate(field, round(score * prior, 4), how, language, f"{entity} {group}")
        return
    special = {"code": "code", "title": "reference", "description": "reference"}.get(group)
    if special and entity in data[special]:
        for field, prior in data[special][entity].items():
            yield Candidate(field, round(score * prior, 4), how, language, f"{entity} {group}")
        if group != "description":
            return
    kinds = data["kind_of_entity"].get(entity, [])
    own = {f: p for f, p in data["group"][group].items() if f.partition(".")[0] in kinds}
    for field, prior in own.items():
        yield Candidate(field, round(score * max(prior, 0.9), 4), how, language, f"{entity} {group}")
    if not own and not special:
        yield Candidate(f"other.{entity}_{group}", round(score * 0.9, 4), how, language, f"{entity} {group}")
        for field, prior in data["group"][group].items():
            yield Candidate(field, round(score * prior * 0.45, 4), how, language, group)


def _overlapping(tokens: tuple[str, ...]) -> list[Candidate]:
    """Phrases whose words are all in the header, or that have all words of the header."""
    known, have = index(), frozenset(tokens)
    phrases = {phrase for token in have for phrase in known.by_token.get(token, ())}
    found: list[Candidate] = []
    for phrase in sorted(phrases):  # of equals the same one wins, run after run
        words = tokens_of(phrase)
        if len(words) < len(phrase.split()) and " ".join(words) in known.phrases:
            continue  # "milestone no": what is left without the stop word is another phrase
        need = frozenset(words) or frozenset({phrase})
        score = _overlap(tokens, have, need, known, phrase)
        if score >= _LEAST:
            how = f"has “{phrase}”" if need <= have else f"is part of “{phrase}”"
            found += (_candidate(m, score, phrase, f"{how} ({known.names[m.language]})") for m in meanings(phrase))
    return found


def _overlap(tokens: tuple[str, ...], have: frozenset[str], need: frozenset[str], known: Index, phrase: str) -> float:
    if need <= have:
        languages = {source.language for source in known.phrases[phrase]}
        head = tokens[0] if languages <= _HEAD_FIRST else tokens[-1]
        score = 0.5 + 0.38 * len(need) / len(have) + (0.04 if head in need else -0.12)
        of_other = have - need and not have - need <= _plain_words()
        return score * (_ATTRIBUTE if of_other and _is_identity(head, known) else 1.0)
    if have <= need and any(len(token) > 2 for token in have):
        return 0.25 + 0.4 * len(have) / len(need)
    return 0.0


def _is_identity(word: str, known: Index) -> bool:
    """Whether a header's main word names a thing or its day, so that the other words say of which thing."""
    return any(group in _IDENTITY for group, _, _ in known.groups.get(word, ()))


@cache
def _plain_words() -> frozenset[str]:
    """Words that narrow down nothing ("full name", "current date")."""
    return frozenset(phrase for code in LANGUAGES for phrase, _ in phrases_of(language_file(code).get("plain", "")))


def _written_out(header: str) -> _Written:
    """Words cut short by a full stop ("% Concl."): each word, what it may begin, and the header with that."""
    text = words_of(header)
    return tuple(
        (word, whole, text.replace(word, whole))
        for word in map(fold, _CUT_SHORT.findall(header))
        if word not in index().tokens
        for whole in beginning_with(word)
    )


def _respelt(words: str) -> list[Candidate]:
    """Unknown words read as the known words nearest to them, or taken apart where they are compounds."""
    known = index()
    tokens = tokens_of(words)
    unknown = [t for t in tokens if t not in known.tokens]
    if not unknown or len(unknown) > 3:
        return []
    found: list[Candidate] = []
    for word in unknown:
        if parts := split_compound(word):
            text = " ".join(tokens).replace(word, " ".join(parts))
            found += (_times(c, 0.93, f"“{word}” taken apart: ") for c in _by_words(text))
        for near in [n for n in nearest_words(word) if n[0] == word[0]][:3]:  # the first letter is seldom mistyped
            text = " ".join(tokens).replace(word, near)
            found += (_times(c, 0.78, f"“{word}” read as “{near}”: ") for c in _lookup(text) or _by_words(text))
    return found
