"""Verbs at the head of a segment, noun phrases after a number, pairs "from A to B": the grammar the rules need."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from okr_analytics.quality.lexicon import Tags, word_set
from okr_analytics.quality.number import Number, Unit
from okr_analytics.quality.text import NOUNS, Segment, Text

_STOPS = frozenset(("w.preposition", "w.conjunction", "w.relative", "w.auxiliary", "w.pronoun", "w.month"))
_TO = {
    "en": frozenset(("to", "into")),
    "pt": frozenset(("para", "a", "ate", "ao")),
    "es": frozenset(("a", "al", "hasta", "para")),
}
_FROM = {
    "en": frozenset(("from",)),
    "pt": frozenset(("de", "do", "da", "desde")),
    "es": frozenset(("de", "del", "desde")),
}
_ARROWS = frozenset(("->", "→", "=>", "➔", "⇒", "»"))
_COMPARED = word_set("< > <= >= ≤ ≥")
_STOPPED = frozenset(".;:")
_START = word_set(
    "from was were currently current now today baseline previously desde era atual atualmente hoje hoy actual actualmente antes"
)
_BEFORE_START = _START | word_set("vs up down only just about around at of is de em en a the our $ € £ r$ us$ : ~ %")
_INFINITIVE = ("ar", "er", "ir", "arse", "erse", "irse")


class Verb(NamedTuple):
    """A verb at its place: tokens first … stop, tags, and whether it is only guessed from its ending."""

    first: int
    stop: int
    tags: Tags

    def any(self, *tags: str) -> bool:
        """Whether it carries one of the tags."""
        return not self.tags.isdisjoint(tags)


class Phrase(NamedTuple):
    """A noun phrase: its tokens and its head."""

    tokens: tuple[int, ...]
    head: int
    tags: Tags  # of the head


class Pair(NamedTuple):
    """Two numbers that say from where to where."""

    start: Number
    end: Number


def head_verb(text: Text, segment: Iterable[int]) -> Verb | None:
    """The verb that opens a segment (imperative, infinitive, gerund, or a participle in front), or None."""
    words = text.words
    tokens = [i for i in segment if words[i][0].isalnum()]
    for place, i in enumerate(tokens[:9]):
        tags, word = text.tag(i), text.word(i)
        if _is_verb(text, tokens, place):
            return Verb(i, text.verb_stop.get(i, i + 1), tags)
        adverb = (text.language == "en" and word.endswith("ly")) or word.endswith("mente")
        if not (adverb or "w.leadin" in tags or (place == 0 and word.startswith("kr"))):
            return None
    return None


def _is_verb(text: Text, tokens: list[int], place: int) -> bool:
    i = tokens[place]
    tags = text.tag(i)
    if text.language in ("pt", "es") and place == 0 and text.known and not tags:
        return text.word(i).endswith(_INFINITIVE) and len(text.word(i)) > 4
    if not tags and place == 0 and text.known:
        return _commands(text, tokens)
    if text.language != "en" and "form.past" in tags and "project" in tags:  # "Puesta en marcha de …"
        return "form.base" in tags
    if tags.isdisjoint(("form.base", "form.ing", "form.past")) or ("form.past" in tags and place > 0):
        return "form.base" in tags
    if text.word(i) in ("is", "are", "was", "has", "had", "be") and place == 0:
        return True
    if tags.isdisjoint(NOUNS - {"demand", "place"}) or i in text.verb_stop:
        return True
    following = [text.tag(k) for k in tokens[place + 1 : place + 4]]
    if "form.ing" in tags and following and "deliverable" in following[0]:  # "Sourcing sessions held", "Training done"
        return not any("form.past" in text.tag(k) for k in tokens[place + 2 :])
    if (
        tags & {"up", "down", "neutral"}
        and following
        and "w.preposition" not in following[0]
        and "deliverable" not in tags
    ):
        return "form.base" in tags
    if not following or ("form.base" not in tags and "form.ing" not in tags):
        return "form.base" in tags and bool(following)
    if following[0] & {"w.determiner", "w.conjunction", "w.pronoun"} or text.tokens[tokens[place + 1]].is_number:
        return True
    if text.word(tokens[place + 1]) == "at" and text.word(tokens[place + 1] + 1) in ("least", "most"):
        return True
    if following[0] & {"w.preposition", "w.auxiliary"}:  # "Design of …", "Test is …", but "Work with …"
        return tags.isdisjoint(("deliverable", "metric", "project"))
    noun_compound = any("metric" in t for t in following[:2]) and "w.preposition" not in following[0]
    return not noun_compound


def _commands(text: Text, tokens: list[int]) -> bool:
    """Whether an unknown first word has the object of an imperative behind it: "Surface the errors", "Cover top 10 …"."""
    if (
        len(tokens) < 3
        or tokens[1] != tokens[0] + 1
        or text.word(tokens[0]).endswith(("s", "ing", "ion", "ity", "ness", "ment"))
    ):
        return False
    return text.word(tokens[1]) in ("the", "our", "all", "every", "its", "their", "top", "them", "it")


def verbs(text: Text, tokens: Iterable[int]) -> list[Verb]:
    """Every word that may be a verb, in order."""
    if not text.verbal:
        return []
    wanted = tokens if isinstance(tokens, (set, frozenset, range)) else frozenset(tokens)
    return [Verb(i, text.verb_stop.get(i, i + 1), text.tags[i]) for i in text.verbal if i in wanted]


def noun_phrase(text: Text, start: int, members: frozenset[int], names: frozenset[int] = frozenset()) -> Phrase | None:
    """The noun phrase from token `start` on inside a segment; `names` are numbers that belong to names."""
    tokens: list[int] = []
    counted = (
        start > 0 and (text.tokens[start - 1].is_number or text.word(start - 1) == "+") and text.word(start - 1) != "1"
    )
    i = start
    while i in members and len(tokens) < 8:
        word, tags = text.word(i), text.tag(i)
        if i in names or (word == "%" and not tokens):
            i += 1
            continue
        if not word[0].isalpha():
            break
        if not tokens and (
            tags & {"w.determiner"} or word in ("of", "de", "out", "or", "total", "mais", "mas", "more", "additional")
        ):
            i += 1
            continue
        if counted and word in ("or", "and") and _modifies(text, tokens, i, members):  # "6 user or admin errors"
            i += 1
            continue
        if (tags & _STOPS and not tags & NOUNS) or (tokens and "w.determiner" in tags):
            break
        if counted and tokens and word == "live":  # "12 assessments live with full scoring"
            break
        if tokens and _ends_phrase(text, i, tags, members, tokens, counted=counted):
            break
        tokens.append(i)
        i += 1
    if not tokens:
        return None
    head = _english_head(text, tokens) if text.language not in ("pt", "es") else _romance_head(text, tokens)
    return Phrase(tuple(tokens), head, text.tag(head))


def _modifies(text: Text, tokens: list[int], i: int, members: frozenset[int]) -> bool:
    """Whether what stands before "or" can't be what is counted: no plural yet, and one follows right behind."""
    if text.language != "en" or not tokens or any(text.word(k).endswith("s") for k in tokens):
        return False
    ahead = [k for k in (i + 1, i + 2) if k in members and text.word(k)[0].isalpha()]
    return any(text.word(k).endswith("s") for k in ahead)


def _ends_phrase(text: Text, i: int, tags: Tags, members: frozenset[int], tokens: list[int], *, counted: bool) -> bool:
    """Whether a word that may be a verb is one here; in English nothing but a plural subject stands right before one."""
    if not tags.isdisjoint(NOUNS):
        return False
    english = text.language == "en"
    plural = any(text.word(k).endswith("s") for k in tokens)
    following = i + 1
    noun_next = following in members and text.word(following)[0].isalpha() and bool(text.tag(following) & NOUNS)
    if "form.past" in tags or (text.word(i).endswith("ing") and english):
        return not noun_next or (text.word(i).endswith("ing") and plural)
    if english and not plural and "form.base" in tags and noun_next:  # "the most common support inquiries"
        return False
    if english and not plural and counted and "form.third" in tags:  # "10 outreach drafts"
        return False
    return "form.third" in tags or "form.base" in tags


def _english_head(text: Text, tokens: list[int]) -> int:
    last = tokens[-1]
    if text.tag(last) & NOUNS or text.word(last).endswith("s"):
        return last
    tagged = [i for i in tokens if text.tag(i) & NOUNS]
    return tagged[-1] if tagged else last


def _romance_head(text: Text, tokens: list[int]) -> int:
    for i in tokens[:4]:
        if text.tag(i) & NOUNS:
            return i
    return next((i for i in tokens if "w.new" not in text.tag(i)), tokens[0])


def pairs(text: Text, numbers: tuple[Number, ...]) -> tuple[Pair, ...]:
    """The pairs "from 12 to 6", "12 → 6", "to 6 from 12" in a text, each as (start, end)."""
    counting = [n for n in numbers if n.counts]
    out: list[Pair] = []
    for a, b in pairwise(counting):
        pair = _pair(text, a, b)
        if pair and not (out and out[-1].end is pair.start):
            out.append(pair)
    return tuple(out)


def _pair(text: Text, a: Number, b: Number) -> Pair | None:
    between = text.words[a.stop : b.first]
    if not between or len(between) > 9:
        return None
    if not _ARROWS.isdisjoint(between):
        return None if ";" in between or _ARROWS.isdisjoint((between[0], between[-1], *between[-2:-1])) else Pair(a, b)
    if "(" in between:
        return Pair(b, a) if _starts_aside(text, a, b) else None
    language = text.language if text.language in _TO else "en"
    before_a = text.words[max(0, a.first - 4) : a.first]
    before_b = between[-4:]
    if not _STOPPED.isdisjoint(between):
        return None
    if "," in between and between[-1] in _COMPARED:  # "< 5 min para ações, < 1 min para títulos" has two levels
        return None
    goes = not _TO[language].isdisjoint(before_b)
    if goes and not _FROM[language].isdisjoint(before_a):
        return Pair(a, b)
    if language == "en" and "to" in before_a[-3:] and "from" in before_b:
        return Pair(b, a)
    if between[-1] in _TO[language] and len(between) <= 2 and _moves(text, a):
        return Pair(a, b)
    return None


def _starts_aside(text: Text, a: Number, b: Number) -> bool:
    """Whether an aside says where a number starts: "5 per day (from 1)", "to 12 hours (currently 18)", "< 5% (hoje 9%)"."""
    aside = next((s.tokens for s in text.segments if s.aside and b.first in s.tokens), ())
    if not aside or (a.unit is not b.unit and Unit.NONE not in (a.unit, b.unit)):
        return False
    around = [i for i in aside if not b.first <= i < b.stop]
    other = [i for i in around if text.word(i) not in _BEFORE_START and "w.threshold" not in text.tag(i)]
    return not b.signed and len(other) <= 1 and any(text.word(i) in _START for i in around)


def _moves(text: Text, a: Number) -> bool:
    """Whether "A to B" without "from" may be a change: a metric or a verb of direction stands before it."""
    nearest = range(max(0, a.first - 3), a.first)
    return any(text.tag(i) & {"metric", "up", "down", "neutral"} for i in nearest)


def segment_of(text: Text, i: int) -> Segment | None:
    """The segment that holds a token."""
    return next((s for s in text.segments if i in s.tokens), None)
