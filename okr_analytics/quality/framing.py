"""What a key result says it is: which of its numbers measure an outcome, which only count work, which verb leads."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from okr_analytics.quality.items import Item
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.measuring import judge
from okr_analytics.quality.number import Mask, Number, Unit
from okr_analytics.quality.numerals import numbers
from okr_analytics.quality.phrases import Pair, Verb, head_verb, noun_phrase, pairs, verbs
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.scene import Scene
from okr_analytics.quality.shares import ENSURING, OF, WITH
from okr_analytics.quality.text import NOUNS, Segment, Text, analyse
from okr_analytics.quality.wordless import wordless

OPEN = re.compile(
    r"\[[XYN#]{1,3}\] ?%?|\b[XYN]{1,3} ?%|_{3,} ?%?|\b(?:XX+\b|xx+(?= ?%))|(?<=\b[ota][fo] )X\b"
)  # a number left open
_LABEL_WORDS = 4
_AFTER_PREDICATE = ("w.preposition", "w.conjunction", "w.determiner", "w.pronoun", "w.auxiliary", "w.relative")
_COMPARED = word_set("> >= ≥ < <= ≤")
_JUDGING = frozenset(("t.vague_strong", "t.vague_weak", "w.comparative"))
_TO = word_set("to para")
_RELOCATE = word_set("move shift switch transition")
_INCLUDE = word_set("include become cover support incluir abarcar convertirse tornar")
_ABLE = word_set("can could pode podem puede pueden podran poderao")


class Task(StrEnum):
    """Why a text without a measure is work."""

    NO = ""
    ACTIVITY = "activity"  # a verb of activity leads
    DELIVERY = "delivery"  # a project or a deliverable, delivered
    STATE = "state"  # a state without a number


class Part(NamedTuple):
    """A segment with its leading verb and its measures."""

    segment: Segment
    head: Verb | None
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Framing:
    """A key result as read: parts, numbers, pairs, and whether it is work instead of a result."""

    text: Text
    parts: tuple[Part, ...]
    numbers: tuple[Number, ...]
    pairs: tuple[Pair, ...]
    task: Task
    task_part: Part | None
    structured: Role  # what the sheet's own target says where the title has no measure

    by_role: Mapping[Role, tuple[Measure, ...]]  # the measures of the title

    def says(self, role: Role) -> bool:
        """Whether a number of the title, or the sheet's own target, has this role."""
        return self.structured is role or role in self.by_role

    def measures(self, role: Role) -> tuple[Measure, ...]:
        """The measures of a role."""
        return self.by_role.get(role, ())

    head: Verb | None  # the first verb that leads a part

    @property
    def counting(self) -> tuple[Number, ...]:
        """The numbers that measure something: no dates, versions, names, notes."""
        return tuple(n for n in self.numbers if n.counts)

    @property
    def measured(self) -> bool:
        """Whether anything counts or measures: a number, or an outcome in words such as "no incidents"."""
        return self.says(Role.OUTCOME) or any(n.counts for n in self.numbers)


def frame(item: Item, hint: str = "") -> Framing:
    """The reading of a key result's title."""
    text = analyse(item.title, hint)
    found = numbers(text)
    two = pairs(text, found)
    tail = min((n.first for n in found if n.mask is Mask.STATUS), default=len(text.tokens))
    parts = tuple(_part(text, s, found, two, tail) for s in text.segments if s.tokens[0] < tail or not s.tokens[0])
    by_role = _by_role(parts)
    if Role.OUTCOME not in by_role:
        task, where = _task(text, parts)
    else:
        main = [part for part in parts if not part.segment.aside]
        where = main[0] if len(main) == 1 and _trailing(text, main[0]) else None
        task = Task.ACTIVITY if where else Task.NO
    structured = Role.NOTHING if by_role.keys() - {Role.NOTHING} else _structured(item, task, where)
    if structured is Role.OUTCOME:
        task, where = Task.NO, None
    head = next((part.head for part in parts if part.head), None)
    return Framing(text, parts, found, two, task, where, structured, by_role, head)


def _trailing(text: Text, part: Part) -> bool:
    """Whether work leads, or is counted first, and a result only follows behind a comma: "Hold 12 drills, with 90% passed"."""
    if "," not in text.vocabulary:
        return False
    outcomes = [m.number.first for m in part.measures if m.role is Role.OUTCOME]
    comma = next((i for i in part.segment.tokens if text.word(i) == "," and i < min(outcomes, default=0)), None)
    if comma is None:
        return False
    counted = part.measures[0].role is Role.OUTPUT and part.measures[0].number.first < comma
    head, following = part.head, text.tag(comma + 1)
    if head is None:
        return counted and part.measures[0].number.first <= part.segment.tokens[0] + 1
    works = head.any("activity") and not head.any("up", "down", "neutral", "ambiguous", "maintain", "hire", "attain")
    reaching = "form.ing" in following and not following.isdisjoint(("up", "down", "attain"))
    return (works or counted) and (reaching or text.word(comma + 1) in WITH)


def _by_role(parts: Iterable[Part]) -> dict[Role, tuple[Measure, ...]]:
    out: dict[Role, tuple[Measure, ...]] = {}
    for part in parts:
        for measure in part.measures:
            out[measure.role] = (*out.get(measure.role, ()), measure)
    return out


def _structured(item: Item, task: Task, part: Part | None) -> Role:
    """The role of the target that stands in a column of its own."""
    if item.target is None or item.target == item.baseline:
        return Role.NOTHING
    if task is not Task.NO and not item.target and not item.baseline:  # nothing is to be made nought times
        return Role.NOTHING
    if task is Task.NO:
        return Role.OUTCOME
    if is_binary(item):
        return Role.NOTHING
    if task is Task.STATE or (item.metric and item.metric != item.title):
        return Role.OUTCOME
    ambiguous = part is not None and part.head is not None and part.head.any("ambiguous")
    return Role.OUTCOME if ambiguous else Role.OUTPUT


def is_binary(item: Item) -> bool:
    """Whether the numbers only say done or not done: 0 → 1, or 0 → 100 %."""
    done = {1.0, 100.0} if (item.measure or "").strip() in ("%", "percent", "") else {1.0}
    return item.target in done and item.baseline in (None, 0.0) and item.shape not in ("count", "decrease")


def _part(text: Text, segment: Segment, found: tuple[Number, ...], two: tuple[Pair, ...], tail: int) -> Part:
    order = segment.tokens if segment.tokens[-1] < tail else tuple(i for i in segment.tokens if i < tail)
    members = frozenset(order)
    if segment.aside:
        own = [n for n in found if n.first in members and n.counts]
        return Part(segment, None, tuple(filter(None, [_paired(n, two) or _threshold(text, n, members) for n in own])))
    head = None if _is_role(text, segment) else head_verb(text, order)
    own = [n for n in found if n.first in members and n.counts]
    scene = Scene.of(text, segment, order, head, frozenset([n.first for n in found if n.mask is Mask.NAME]))
    measures = [_paired(n, two) or judge(scene, n) for n in own]
    return Part(segment, head, (*measures, *wordless(scene, measures)))


def _threshold(text: Text, n: Number, members: frozenset[int]) -> Measure | None:
    """What an aside asks for as well: "(≥ $2M sales)", "(30+ bookings a week)", "(conversion +20%)"."""
    sign = (
        n.first
        - 1
        - (
            n.unit is Unit.MONEY
            and not text.word(n.first - 1)[:1].isalpha()
            and text.word(n.first - 1) not in _COMPARED
        )
    )
    compared = text.word(sign) in _COMPARED or text.word(n.stop - 1) == "+" or n.signed == "+"
    if not compared:
        return None
    tags = {t for i in members for t in text.tag(i)}
    rated = any(text.word(i) == "/" and "w.time" in text.tag(i + 1) for i in members)  # "(30+ simulations/week)"
    asked = rated or n.unit in (Unit.MONEY, Unit.POINTS) or tags & {"metric", "demand", "stakeholder"}
    return Measure(n, Role.OUTCOME, "relative" if n.signed else "level") if asked else None


def _is_role(text: Text, segment: Segment) -> bool:
    """Whether a segment is a heading such as "Marketing Ops:": up to four words before a colon, no imperative."""
    last = segment.tokens[-1]
    if text.word(last + 1) != ":" or len(segment.tokens) > _LABEL_WORDS:
        return False
    first = text.tag(segment.tokens[0])
    ordered = len(segment.tokens) == 1 and "form.base" in text.tag(last + 2)  # "Support: Increase …"
    return ordered or "form.base" not in first or bool(first & NOUNS)


def _paired(number: Number, two: tuple[Pair, ...]) -> Measure | None:
    for pair in two:
        if number is pair.start:
            return Measure(number, Role.NOTHING, "start", pair=pair)
        if number is pair.end:
            return Measure(number, Role.OUTCOME, "pair", pair=pair)
    return None


def _task(text: Text, parts: tuple[Part, ...]) -> tuple[Task, Part | None]:
    """Whether a text without a measure of an outcome is work: a verb of activity, a delivery or a bare state."""
    if OPEN.search(text.text) and any("metric" in tags for tags in text.tags):
        return Task.NO, None  # a result whose number is still to come: "show an NPS of X"
    main = [p for p in parts if not p.segment.aside and not _is_label(text, p, parts)]
    for part in main:
        if part.head and _works(text, part):
            return Task.ACTIVITY, part
    if any(p.head and p.head.any("maintain") and not p.head.any("activity") for p in main[:1]):
        return Task.NO, None
    for part in main:
        if any(_coordinated(text, part, v) for v in verbs(text, part.segment.tokens)):
            return Task.ACTIVITY, part
    moving = any(_directs(text, p) for p in main)
    for part in main:
        if not part.head and _delivers(text, part) and not _becomes(text, part):
            return Task.DELIVERY, part
    if any(_wins(text, p) for p in main):
        return Task.STATE, main[0]
    if moving or any(_quality(text, p) for p in main):
        return Task.NO, None
    return (Task.STATE, main[0]) if main else (Task.NO, None)


def _directs(text: Text, part: Part) -> bool:
    """Whether a verb of direction leads, or a light verb with a change as its object: "make improvements to …"."""
    head = part.head
    if head is None or head.any("up", "down", "neutral"):
        return head is not None
    if head.any("light") and any("w.comparative" in text.tag(i) for i in part.segment.tokens):
        return True  # "Make the checkout faster"
    phrase = noun_phrase(text, head.stop, frozenset(part.segment.tokens)) if head.any("light") else None
    return phrase is not None and "w.up_noun" in phrase.tags


def _is_label(text: Text, part: Part, parts: tuple[Part, ...]) -> bool:
    """A heading before the text proper: "Stature.", "Recruiting model:"."""
    titled = text.word(part.segment.tokens[-1] + 1) == ":" and len(part.segment.tokens) <= _LABEL_WORDS
    followed = part is not parts[-1] and (titled or any(p.head or p.measures for p in parts if p is not part))
    return followed and part.head is None and len(part.segment.tokens) <= 5 and not part.measures


def _works(text: Text, part: Part) -> bool:
    head = part.head
    assert head is not None
    guessed = head.tags.isdisjoint(("activity", "up", "down", "neutral", "maintain", "ambiguous", "attain"))
    if guessed:
        return True
    start = head.stop + 2 * (text.word(head.stop + 1) in ("least", "menos"))  # "contribute at least one patch"
    following = noun_phrase(text, start, frozenset(part.segment.tokens))
    tags = following.tags if following else frozenset()
    words = {t for i in (following.tokens if following else ()) for t in text.tag(i)}
    if head.any("up", "neutral") and "metric" not in tags and _widened(text, part):
        return True
    if head.any("activity") and not head.any("up", "down", "neutral", "maintain"):
        if head.any("light") and "w.up_noun" in tags:  # "Make improvements to …"
            return False
        result = (head.any("ambiguous") and not head.any("light") and "metric" in tags) or (
            head.any("ambiguous", "light") and "w.comparative" in words
        )
        return not (result and "deliverable" not in tags and not head.any("people"))
    complied = any(term.first in part.segment.tokens for term in text.named("t.compliance"))
    made = "deliverable" in tags and not head.any("activity")
    return head.any("attain") and (made or complied) and "metric" not in tags


def _widened(text: Text, part: Part) -> bool:
    """Whether a thing is made to do more, or put elsewhere: "Expand the model to include freight", "Move support to one tool"."""
    order = part.segment.tokens
    if text.word(order[0]) in _RELOCATE:
        return any(text.word(i) in _TO for i in order[2:])
    return any(text.word(i) in _TO and text.word(i + 1) in _INCLUDE for i in order if i > order[0])


def _coordinated(text: Text, part: Part, verb: Verb) -> bool:
    """Whether a second verb of activity follows: "Optimise the tool and provide training"."""
    if not (part.head and verb.first > part.head.first and verb.any("activity") and verb.any("form.base")):
        return False
    plain = not verb.any("up", "down", "neutral", "ambiguous", *NOUNS) and text.word(verb.first) not in ENSURING
    return plain and text.word(verb.first - 1) in ("and", "e", "y", "&")


def _delivers(text: Text, part: Part) -> bool:
    """Whether a segment names something delivered; what people "can" do is a state, and "automated" in front of a noun an adjective."""
    if any(text.word(i) in _ABLE for i in part.segment.tokens):
        return False
    return delivered(text, part.segment.tokens) is not None


def delivered(text: Text, tokens: Iterable[int]) -> int | None:
    """The token that names a delivery: a participle or a state first, else a project or a deliverable, else None."""
    order = list(tokens)
    things: list[int] = []
    for i in order:
        tags = text.tag(i)
        if "w.auxiliary" in text.tag(i - 1) and "form.base" in tags:
            continue
        done = "w.copula_state" in tags or ("form.past" in tags and not tags.isdisjoint(("activity", "project")))
        if done:
            if not _adjectival(text, i, order):
                return i
        elif not tags.isdisjoint(("project", "deliverable")):
            things.append(i)
    return things[0] if things else None


def _adjectival(text: Text, i: int, order: Sequence[int]) -> bool:
    """Whether a participle stands before its noun: "revised targets", "an automated message"."""
    if text.language != "en" or i + 1 not in order or "w.auxiliary" in text.tag(i - 1):
        return False
    word, tags = text.word(i + 1), text.tag(i + 1)
    return word[0].isalpha() and not word.endswith("ly") and tags.isdisjoint(_AFTER_PREDICATE)


def _becomes(text: Text, part: Part) -> bool:
    """Whether a sentence says how something is, or what others think of it: "is fast", "mentioned as", "in less time"."""
    tokens = part.segment.tokens
    done = any(v.any("form.past") and v.any("activity") for v in verbs(text, tokens))
    if "w.comparative" in text.tag(tokens[0]) and not done:  # "More predictable releases"
        return True
    for i in tokens:
        tags, following = text.tag(i), text.tag(i + 1) if i + 1 in tokens else frozenset()
        if "w.esteem" in tags and following & {"w.preposition"} and not text.tag(i - 1) & {"w.determiner"}:
            return True
        if "w.comparative" in tags and "metric" in following:
            return True
        if "w.attitude" in tags and "stakeholder" in text.tag(i - 1) and i - 1 in tokens:
            return True
        if "w.copula" in tags and (following & _JUDGING or (not following and text.word(i + 1).endswith("ier"))):
            return True
    changing = [v for v in verbs(text, tokens) if v.any("up", "down") and v.any("form.base", "form.third")]
    return any(
        v.first > tokens[0]
        and not v.any("activity", "attain", *NOUNS)
        and not text.tag(v.first - 1) & {"w.preposition", "w.determiner"}
        and "metric" in {t for i in (v.stop, v.stop + 1, v.stop + 2) for t in text.tag(i)}
        for v in changing
    )


def _wins(text: Text, part: Part) -> bool:
    """Whether one single thing is to be attained: it is won or not, "Win the industry award", "Licence obtained"."""
    tokens, head = part.segment.tokens, part.head
    if head is not None and (not head.any("attain") or head.any("activity")):
        return False
    if head is None and not any(v.any("attain") and v.any("form.past") for v in verbs(text, tokens)):
        return False
    start = head.stop if head else tokens[0]
    stop = next(
        (i for i in tokens if i > start and "w.preposition" in text.tag(i) and text.word(i) not in OF), tokens[-1] + 1
    )
    return any("w.prize" in text.tag(i) for i in range(start, stop))


def _quality(text: Text, part: Part) -> bool:
    """A nominal wish: "More loyal customers", "Efficient hiring", "Full adoption"."""
    if part.head and "w.copula" not in part.head.tags:
        return False
    if _becomes(text, part):
        return True
    if any(text.word(i) in _ABLE for i in part.segment.tokens):
        return False
    wish = {"metric", "w.comparative", "w.quality", "t.vague_strong"}
    return any(text.tag(i) & wish and "stakeholder" not in text.tag(i) for i in part.segment.tokens[:4])
