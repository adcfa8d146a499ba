"""Two claims joined without a comma: a thing live and what it reaches, a result and what it brings, a level and what is done besides."""

from okr_analytics.quality.framing import Framing, Part, delivered
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Unit
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.shares import WITH
from okr_analytics.quality.text import Span, Text

_BRINGING = word_set("generating producing bringing yielding contributing generando produciendo gerando produzindo")
_SIGNS = WITH | _BRINGING | {"+"}
_NEAR = 3  # tokens between "with" and its number: "with uptime > 99%"
_BESIDES = 6  # tokens of "with the cross-encoder promoted"


def joined(reading: Framing) -> list[Span]:
    """The two claims of a sentence that holds them without a comma between; empty where it holds one."""
    if reading.text.vocabulary.isdisjoint(_SIGNS):
        return []  # most texts end here
    for part in reading.parts:
        if part.segment.aside:
            continue
        for find in (_live_and_reached, _brings, _and_done, _listed):
            spans = find(reading.text, part)
            if spans:
                return spans
    return []


def _outcomes(part: Part) -> list[Measure]:
    return [m for m in part.measures if m.role is Role.OUTCOME]


def _said(text: Text, measure: Measure) -> Span:
    return text.span(measure.number.first, measure.number.stop)


def _live_and_reached(text: Text, part: Part) -> list[Span]:
    """A thing made or live, and behind "with" what it reaches: "Shop opened with 20 subscribers"."""
    measures = [m for m in part.measures if m.role is not Role.NOTHING]
    done = delivered(text, part.segment.tokens) if part.head is None else None
    if done is None or len(measures) != 1 or measures[0].role is not Role.OUTCOME:
        return []
    first = measures[0].number.first
    beside = any(text.word(i) in WITH and i > done for i in range(first - 1 - _NEAR, first))
    several = measures[0].number.value != 1  # "with one customer" only says that it is used
    state = not text.tag(done).isdisjoint(("form.past", "w.copula_state"))
    return [text.span(done, done + 1), _said(text, measures[0])] if beside and several and state else []


def _brings(text: Text, part: Part) -> list[Span]:
    """A result, and behind "generating", "producing" another: "Win 6 fairs generating $80k"."""
    for i in part.segment.tokens:
        if text.word(i) not in _BRINGING:
            continue
        left = [m for m in _outcomes(part) if m.number.first < i]
        right = [m for m in part.measures if m.number.first > i and m.role is not Role.NOTHING]
        money = bool(right) and right[0].number.unit is Unit.MONEY
        if left and right and (money or all(_bounds(text, k) for k in range(i + 1, right[0].number.first))):
            return [_said(text, left[-1]), _said(text, right[0])]
    return []


def _bounds(text: Text, i: int) -> bool:
    return not text.word(i)[0].isalpha() or not text.tag(i).isdisjoint(("w.threshold", "w.preposition"))


def _and_done(text: Text, part: Part) -> list[Span]:
    """A level reached, and behind "with the" what is done besides: "Recall 0.4 to 0.5 with the filter replaced"."""
    order, last = part.segment.tokens, part.segment.tokens[-1]
    levels = [m for m in _outcomes(part) if m.pair or m.why in ("level", "relative")]
    done = "form.past" in text.tag(last) and not text.tag(last).isdisjoint(("activity", "project"))
    start = next((i for i in reversed(order) if text.word(i) in WITH), last)
    if levels and done and 1 < last - start <= _BESIDES and all(m.number.stop <= start for m in levels):
        return [_said(text, levels[0]), text.span(last, last + 1)]
    return []


def _listed(text: Text, part: Part) -> list[Span]:
    """Several things joined by "+" that are there or made: "Landing page + booking form live"."""
    if part.head is not None or "+" not in text.vocabulary:
        return []
    order = part.segment.tokens
    done = next((i for i in order if not text.tag(i).isdisjoint(("form.past", "w.copula_state", "project"))), None)
    plus = [i for i in order if text.word(i) == "+" and text.tokens[i].spaced and text.word(i - 1)[:1].isalpha()]
    if done is None or not plus or not order[0] < plus[0] <= plus[-1] < done - 1:
        return []
    return [text.span(plus[0] - 1, plus[0]), text.span(plus[0] + 1, plus[0] + 2)]
