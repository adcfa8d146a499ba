"""A text analysed once for all rules: tokens with tags, segments, numbers, language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from okr_analytics.quality.language import OTHER, detect
from okr_analytics.quality.lexicon import Lexicon, Tags, lexicon, word_set
from okr_analytics.quality.tokens import Token, tokenise

Span = tuple[int, int]
_NONE: Tags = frozenset()
_CHANGING = ("attain", "up", "down", "neutral")
_IDLE = (
    *("w.stop", "w.preposition", "w.conjunction", "w.determiner", "w.auxiliary", "w.pronoun", "w.threshold", "w.month"),
    *("w.up_noun", "w.down_noun"),
)
NOUNS = frozenset(("metric", "stakeholder", "capacity", "deliverable", "demand", "place"))
_TIME: Tags = frozenset(("metric",))
_VALUE = 5  # tokens of a value: "≥ 15-25%"
_BREAKS = frozenset(".;!?:—–•|=\\")
_MAY_BREAK = _BREAKS | {"-"}
_ABBREVIATIONS = word_set("e.g i.e eg ie vs approx avg min max incl excl no inc dr mr ms sr jr dept st ex etc p sra")


class Term(NamedTuple):
    """A word or phrase that a list names: token range and tags."""

    first: int
    stop: int  # one past the last token
    tags: Tags


class Segment(NamedTuple):
    """A stretch of tokens between full stops, colons and the like; asides stand in parentheses."""

    tokens: tuple[int, ...]
    aside: bool = False
    before: str = ""  # the sign that opened it


@dataclass(frozen=True)
class Text:
    """Tokens, tags (per token), phrases, segments of a text in one language."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    tags: tuple[Tags, ...]  # of the word itself, and of a phrase at its head
    terms: tuple[Term, ...]  # everything tagged t.*, phrases and words
    verb_stop: Mapping[int, int]  # a verb of several words: first token → one past its last
    segments: tuple[Segment, ...]
    words: tuple[str, ...]  # of the tokens
    vocabulary: frozenset[str]  # every word and sign of it
    verbal: tuple[int, ...]  # the tokens that may be verbs
    guardrail: int  # the token at which a guardrail ("while keeping …") begins, or one past the end
    known: bool = field(default=True)  # whether its language has a lexicon

    @property
    def lexicon(self) -> Lexicon:
        """The word lists that it was read with."""
        return lexicon(self.language if self.known else "en")

    def word(self, index: int) -> str:
        """The folded word at a place, "" outside the text."""
        try:
            return self.words[index] if index >= 0 else ""
        except IndexError:
            return ""

    def tag(self, index: int) -> Tags:
        """The tags at a place, empty outside the text."""
        try:
            return self.tags[index] if index >= 0 else _NONE
        except IndexError:
            return _NONE

    def span(self, first: int, stop: int) -> Span:
        """Characters from token `first` up to (without) token `stop`, a word with digits in it whole: "P1"."""
        while stop < len(self.tokens) and not self.tokens[stop].spaced and self._whole(stop):
            stop += 1
        return self.tokens[first].start, self.tokens[stop - 1].end

    def _whole(self, i: int) -> bool:
        return self.words[i - 1][-1].isalnum() and self.words[i][0].isalnum()

    def named(self, tag: str) -> Iterator[Term]:
        """The terms of a list, in their order."""
        return (term for term in self.terms if tag in term.tags)

    def has(self, tag: str) -> bool:
        """Whether a list names anything of it."""
        return any(tag in term.tags for term in self.terms)

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that carry meaning: no numbers, no function words, no verbs of reaching or changing."""
        pairs = zip(self.words, self.tags, strict=True)
        return frozenset([word for word, tags in pairs if len(word) > 1 and word[0].isalpha() and _carries(tags)])

    @cached_property
    def main(self) -> tuple[int, ...]:
        """All tokens outside parentheses."""
        return tuple(i for segment in self.segments if not segment.aside for i in segment.tokens)


@cache
def _carries(tags: Tags) -> bool:
    """Whether a word with these tags carries meaning: the sets of tags are few, the words many."""
    changes = not tags.isdisjoint(_CHANGING) and tags.isdisjoint(("metric", "stakeholder"))
    return not changes and tags.isdisjoint(_IDLE)


def analyse(text: str, hint: str = "") -> Text:
    """The text read once; `hint` is the language of its neighbours, for texts too short to tell."""
    tokens = tokenise(text)
    forms = tuple([t.word for t in tokens])
    language = detect(forms, text, hint)
    known = language != OTHER
    words = lexicon(language if known else "en") if known else None
    tags: list[Tags] = [words.words.get(form, _NONE) for form in forms] if words else [_NONE] * len(forms)
    named = words.named if words else _NONE
    if words and ("/" in text or "-to-" in text):
        _read_compounds(forms, words, tags)
    terms = [] if named.isdisjoint(forms) else [Term(i, i + 1, tags[i]) for i, f in enumerate(forms) if f in named]
    stops: dict[int, int] = {}
    if words:
        _read_phrases(forms, words, tags, terms, stops)
    verbs = words.verbal if words else _NONE
    verbal = tuple([i for i, form in enumerate(forms) if form in verbs or i in stops])
    return Text(
        text,
        language,
        tokens,
        tuple(tags),
        tuple(terms),
        stops,
        _segments(tokens),
        forms,
        frozenset(forms),
        verbal,
        min([t.first for t in terms if t.first > 1 and "t.guardrail" in t.tags], default=len(tokens)),
        known,
    )


def _read_phrases(
    forms: tuple[str, ...], words: Lexicon, tags: list[Tags], terms: list[Term], stops: dict[int, int]
) -> None:
    opening = words.phrases
    for i, form in enumerate(forms):
        if form not in opening:
            continue
        for phrase in opening[form]:
            stop = i + len(phrase.parts)
            if forms[i:stop] != phrase.parts:
                continue
            terms.append(Term(i, stop, phrase.tags))
            if phrase.verbal:
                if i not in stops:  # the longest phrase says what its first word means
                    tags[i], stops[i] = phrase.tags, stop
            else:
                head = stop - 1 if words.language == "en" else i  # "tiempo de espera" is headed by its first word
                tags[head] |= phrase.plain


def _read_compounds(forms: tuple[str, ...], words: Lexicon, tags: list[Tags]) -> None:
    """What unknown compounds are about: "interviews/calls" either of both, "time-to-first-visit" a time."""
    for i, form in enumerate(forms):
        if not tags[i] and "/" in form:
            parts = [words.tags(part) for part in form.split("/")]
            tags[i] = frozenset(t for part in parts for t in part if t in NOUNS)
        elif not tags[i] and form.startswith("time-to-"):
            tags[i] = _TIME


def _segments(tokens: tuple[Token, ...]) -> tuple[Segment, ...]:
    out: list[Segment] = []
    main: list[int] = []
    aside: list[int] = []
    depth, opened = 0, ""
    for i, token in enumerate(tokens):
        if token.word == "(":
            depth += 1
        elif token.word == ")":
            depth = max(0, depth - 1)
            if not depth and aside:
                out.append(Segment(tuple(aside), aside=True))
                aside = []
        elif depth:
            aside.append(i)
        elif token.word in _MAY_BREAK and _breaks(tokens, i):
            if main:
                out.append(Segment(tuple(main), before=opened))
                main = []
            opened = token.word
        else:
            main.append(i)
    if aside:  # a parenthesis that nobody closed
        out.append(Segment(tuple(aside), aside=True))
    if main:
        out.append(Segment(tuple(main), before=opened))
    if out and all(s.aside for s in out):
        out = [Segment(s.tokens) for s in out]
    return tuple(sorted(out))  # by their first token


def _only_value(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether nothing but a value follows to the end, so that a colon reads as "is": "Fuel spend reduced: 15-25%"."""
    rest = tokens[start:]
    return 0 < len(rest) <= _VALUE and any(t.is_number for t in rest) and not any(t.word[0].isalpha() for t in rest)


def _breaks(tokens: tuple[Token, ...], i: int) -> bool:
    word = tokens[i].word
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if word == "-":
        return bool(tokens[i].spaced and following and following.spaced and not following.is_number)
    if word not in _BREAKS:
        return False
    if word == ":" and i and following and following.is_number and tokens[i - 1].is_number and not following.spaced:
        return False
    if word == ":" and i > 2 and _only_value(tokens, i + 1):
        return False
    if word == ".":
        return not (i and tokens[i - 1].word in _ABBREVIATIONS) and (not following or following.spaced)
    if word in "–—":
        return bool(tokens[i].spaced)
    return True
