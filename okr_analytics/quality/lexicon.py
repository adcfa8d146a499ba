"""The word lists of one language, opened from its data file and expanded to every form."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from okr_analytics.quality.morphology import noun_forms, verb_forms

LANGUAGES = ("en", "pt", "es")
_FOLD = str.maketrans(
    "áàâãäåéèêëíìîïóòôõöúùûüçñýÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑÝ’‘‐‑",
    "aaaaaaeeeeiiiiooooouuuucnyAAAAAAEEEEIIIIOOOOOUUUUCNY''--",
)
Tags = frozenset[str]
_NONE: Tags = frozenset()
# Verbs that a word list names for a purpose of its own; a form of them carries the same tag.
_VERB_ROLES = (
    *("ambiguous", "neutral", "attain", "hire", "people", "service", "progress", "attend", "light", "detect"),
    "receive",
)
_MAIN_VERBS = ("activity", "up", "down", "maintain")


def fold(text: str) -> str:
    """The text in lower case without accents, character for character (its length stays)."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_FOLD)
    lower = folded.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set, for short lists that belong to no language's data file."""
    return frozenset(text.split())


class PhraseTags(NamedTuple):
    """A phrase of several words: its tags, those that are no terms (t.*), and whether it is a verb."""

    parts: tuple[str, ...]
    tags: Tags
    plain: Tags
    verbal: bool


@dataclass(frozen=True)
class Lexicon:
    """Word → tags; first word of a phrase → the phrases, longest first; number words → value; nobody changes them."""

    language: str
    name: str
    words: Mapping[str, Tags]
    phrases: Mapping[str, tuple[PhraseTags, ...]]
    numbers: Mapping[str, float]
    multiples: Mapping[str, float]
    function_words: frozenset[str]
    hints: Mapping[str, str]  # what a deliverable is usually for: the numbers to ask about first

    @cached_property
    def spelled(self) -> frozenset[str]:
        """The words for numbers and multiples."""
        return frozenset((*self.numbers, *self.multiples))

    @cached_property
    def named(self) -> frozenset[str]:
        """The words that a list of terms names (tags t.*)."""
        return frozenset(word for word, tags in self.words.items() if any(t[:2] == "t." for t in tags))

    @cached_property
    def verbal(self) -> frozenset[str]:
        """The words that may be forms of a verb."""
        return frozenset(word for word, tags in self.words.items() if any(t[:5] == "form." for t in tags))

    def tags(self, word: str) -> Tags:
        """The tags of a folded word; empty for an unknown one."""
        return self.words.get(word, _NONE)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of "en", "pt" or "es"."""
    text = (files("okr_analytics.quality") / "lexicons" / f"{language}.json").read_text(encoding="utf-8")
    data = json.loads(text)
    tagged: dict[str, set[str]] = defaultdict(set)
    _add_verbs(tagged, data, language)
    for kind, nouns in data["nouns"].items():
        for noun in nouns:
            for form in noun_forms(fold(noun), language):
                tagged[form].add(kind)
    for kind, terms in data["terms"].items():
        _add(tagged, terms, f"t.{kind}")
    for kind, words in data["words"].items():
        _add(tagged, words, f"w.{kind}")
    if language != "en":
        _free_function_words(tagged)
    return _build(data, tagged, language)


def _add(tagged: dict[str, set[str]], words: Iterable[str], tag: str) -> None:
    for word in words:
        tagged[fold(word)].add(tag)


def _add_verbs(tagged: dict[str, set[str]], data: Mapping[str, Mapping[str, list[str]]], language: str) -> None:
    irregular = {fold(verb): fold(" ".join(forms.split())) for verb, forms in _irregular(data).items()}
    for role in (*_MAIN_VERBS, *_VERB_ROLES):
        for verb in data["verbs"][role]:
            base = fold(verb)
            for form, kind in verb_forms(base, irregular.get(base, ""), language).items():
                tagged[form].add(role)
                if role in _MAIN_VERBS or role == "ambiguous":
                    tagged[form].add(f"form.{kind}")


def _free_function_words(tagged: dict[str, set[str]]) -> None:
    """Short words that only look like forms of a verb lose its tags: "da" is no form of "dar", "em" none of "ir"."""
    for word, tags in tagged.items():
        if " " not in word and tags & {"w.preposition", "w.conjunction", "w.determiner"} and "form.base" not in tags:
            tags -= {t for t in tags if t[:5] == "form." or t in _MAIN_VERBS or t in _VERB_ROLES}


def _irregular(data: Mapping[str, object]) -> dict[str, str]:
    found = data["irregular"]
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _build(data: Mapping[str, dict[str, object]], tagged: dict[str, set[str]], language: str) -> Lexicon:
    phrases: dict[str, list[PhraseTags]] = defaultdict(list)
    words: dict[str, Tags] = {}
    for entry, tags in tagged.items():
        parts = tuple(entry.split())
        if len(parts) == 1:
            words[entry] = frozenset(tags)
        else:
            verbal = any(t[:5] == "form." for t in tags)
            plain = frozenset(t for t in tags if t[:2] != "t.")
            phrases[parts[0]].append(PhraseTags(parts, frozenset(tags), plain, verbal))
    numbers, multiples, function = data["words"]["number"], data["words"]["double"], data["function_words"]
    assert isinstance(numbers, dict)
    assert isinstance(multiples, dict)
    return Lexicon(
        language,
        str(data["language"]["name"]),
        words,
        {first: tuple(sorted(found, key=lambda p: -len(p.parts))) for first, found in phrases.items()},
        {fold(word): float(value) for word, value in numbers.items()},
        {fold(word): float(value) for word, value in multiples.items()},
        frozenset(map(fold, function)),
        {form: str(text) for word, text in data["hints"].items() for form in noun_forms(fold(word), language)},
    )
