"""The surroundings in which one number is judged: the verb that governs it, what stands left and right of it."""

from typing import NamedTuple, Self

from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Number
from okr_analytics.quality.phrases import Phrase, Verb, noun_phrase, verbs
from okr_analytics.quality.text import NOUNS, Segment, Text

PEOPLE = frozenset(("stakeholder", "capacity"))
_WITHIN = word_set("within in under than of em en ate menos hasta a")
_ON_TIME = word_set("on-time prazo plazo")
RANGES = word_set("- – —")
_IN_TIME = (("on", "time"), ("a", "tiempo"), ("a", "tempo"), ("by", "day"))
_INSIDE = word_set("within dentro")
_THRESHOLD_PARTS = word_set("at least most al ao menos pelo < > <= >= ≤ ≥ ~")


def is_idle(verb: Verb | None) -> bool:
    """Whether a verb only says what is done: activity, and no direction."""
    return verb is not None and verb.any("activity") and not verb.any("up", "down", "neutral")


class Scene(NamedTuple):
    """A segment with its leading verb; `names` are the numbers that belong to names."""

    text: Text
    segment: Segment
    members: frozenset[int]
    order: tuple[int, ...]  # the tokens in their order
    head: Verb | None
    names: frozenset[int]
    idle: bool  # whether it is led by activity, not by a direction
    verbs: list[Verb]  # every word of it that may be a verb

    @classmethod
    def of(cls, text: Text, segment: Segment, order: tuple[int, ...], head: Verb | None, names: frozenset[int]) -> Self:
        """The scene of a segment's tokens `order`, led by `head`."""
        members = frozenset(order)
        idle = head is not None and is_idle(head) and not head.any("maintain")
        return cls(text, segment, members, order, head, names, idle, verbs(text, members))

    def after(self, i: int) -> list[Verb]:
        """The verbs behind a token."""
        return [v for v in self.verbs if v.first > i]

    def right(self, n: Number) -> Phrase | None:
        """The noun phrase right behind a number or a range ("3-5 teams"), None where none follows."""
        text, after = self.text, n.stop
        ranged = text.word(after) in RANGES and after + 1 in self.members and text.tokens[after + 1].is_number
        phrase = noun_phrase(text, after + 2 if ranged else after, self.members, self.names)
        if phrase and self.text.word(phrase.tokens[0]) in ("or", "and"):
            return None
        return phrase

    def governor(self, n: Number) -> Verb | None:
        """The verb nearest to the left of a number, else the one that leads."""
        text = self.text
        turn = [t.stop for t in text.named("t.purpose") if t.first < n.first] + [
            i for i in self.members if i < n.first and "w.relative" in text.tag(i)
        ]
        latest = max(turn, default=-1)
        if turn and not any(latest < i < n.first for i in self.members):
            return None
        found = [
            v for v in self.verbs if latest < v.first < n.first and v.any("form.base", "form.ing") and self._verbal(v)
        ]
        return found[-1] if found else None if turn else self.head

    def _verbal(self, verb: Verb) -> bool:
        """Whether a word that may be a noun stands where a verb stands: first, or after to, and, a comma, will."""
        if self.head and verb.first == self.head.first:
            return True
        if not verb.any(*NOUNS) and not (
            self.text.tag(verb.first - 1) & {"w.determiner", "w.preposition"} - {"w.leadin"}
        ):
            return True
        return self.text.word(verb.first - 1) in ("to", "and", "e", "y", ",", "will", "para", "&")

    def left_has(self, tag: str, n: Number) -> bool:
        """Whether a word of that list stands left of a number."""
        return any(tag in self.text.tag(i) for i in self.members if i < n.first)

    def has_term(self, tag: str, n: Number) -> bool:
        """Whether a term of that list stands near a number."""
        return any(
            tag in term.tags and abs(term.first - n.first) < 12
            for term in self.text.terms
            if term.first in self.members
        )

    def behind_preposition(self, n: Number) -> bool:
        """Whether a preposition stands within three words before a number."""
        return any("w.preposition" in self.text.tag(i) for i in range(n.first - 3, n.first))

    def behind_sign(self, n: Number) -> int:
        """1 where a sign or a currency stands right before a number, else 0."""
        return int(n.first > 0 and not self.text.word(n.first - 1)[0].isalnum())

    def only_threshold(self, first: int, stop: int) -> bool:
        """Whether nothing but "at least", "up to" … stands in a stretch."""
        return all(
            "w.threshold" in self.text.tag(i) or self.text.word(i) in _THRESHOLD_PARTS for i in range(first, stop)
        )

    def state(self, later: list[int]) -> bool:
        """Whether one of these tokens says that something is there: live, ready, in place."""
        return any("w.copula_state" in self.text.tag(i) for i in later)

    def attributive(self, verb: Verb) -> bool:
        """Whether a participle stands before its noun: "certified data products"; never in Portuguese or Spanish."""
        text, following = self.text, verb.stop
        if text.language in ("pt", "es") or following not in self.members or not verb.any("form.past"):
            return False
        tags = text.tag(following)
        plain = tags.isdisjoint(("w.preposition", "w.conjunction", "w.determiner", "w.auxiliary", "w.pronoun"))
        return plain and text.word(following)[0].isalpha() and text.word(following)[-2:] != "ly"

    @property
    def timed(self) -> bool:
        """Whether the segment sets a service level: "within 4 hours", "on time", "in 24h"."""
        text = self.text
        for i in self.order:
            lasts = text.tokens[i].is_number and any("w.time" in text.tag(k) for k in (i + 1, i + 2, i + 3))
            if lasts and any(text.word(k) in _WITHIN for k in range(i - 4, i)):
                return True
            pair = (text.word(i), text.word(i + 1))
            if pair in _IN_TIME or text.word(i) in _ON_TIME:
                return True
            if text.word(i) in _INSIDE and any(text.tag(k) & {"metric", "w.time"} for k in range(i + 1, i + 4)):
                return True  # "within the expected lag"
        return False
