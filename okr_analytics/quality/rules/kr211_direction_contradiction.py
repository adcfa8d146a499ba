"""The numbers move against the verb, or against what is good for the metric.

What it does
    Compares the way from start to target with the nearest verb of direction to its left in the same clause, parentheses
    set aside; for neutral verbs (improve, move, reach) with what is better for the metric.
Why it matters
    One of the two is a slip of the pen, and the progress computed from it is upside down.
"""

from collections.abc import Iterator, Sequence

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.movement import Move, move, polarity, text_move
from okr_analytics.quality.phrases import Verb, segment_of, verbs
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.text import Text

_WAY = {1: "up", -1: "down"}


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where verb or polarity and numbers disagree."""
    reading = subject.reading
    for pair in reading.pairs:
        moved = text_move(reading.text, pair)
        segment = segment_of(reading.text, pair.start.first)
        if moved is None or segment is None or min(moved.baseline, moved.target) < 0:
            continue
        before = [i for i in segment.tokens if i < min(pair.start.first, pair.end.first)]
        yield from _compare(subject, moved, before)
    if not reading.pairs:
        moved = move(subject)
        head = reading.head
        if moved and head and min(moved.baseline, moved.target) >= 0 and not head.any("neutral"):
            yield from _compare(subject, moved, range(head.first, len(reading.text.tokens)), head)


def _compare(subject: Subject, moved: Move, before: Sequence[int], head: Verb | None = None) -> Iterator[Hit]:
    text = subject.reading.text
    verb = head or _leading(text, before)
    if verb is None or not moved.sign:
        return
    pure = verb.any("up") != verb.any("down") and not verb.any("neutral", "attain")
    wanted = (1 if verb.any("up") else -1) if pure else polarity(text, verb.stop, before[-1] + 1)
    if not wanted or wanted == moved.sign or (pure and verb.any("activity")):
        return
    span = text.span(verb.first, verb.stop)
    word = subject.item.title[slice(*span)]
    spans = (
        (span, text.span(moved.pair.start.first, moved.pair.end.stop))
        if moved.pair and moved.pair.start.first < moved.pair.end.first
        else (span,)
    )
    yield Hit(
        f"“{word}” says {_WAY[wanted]}, the numbers go {_WAY[moved.sign]} ({moved.baseline:g} to {moved.target:g}).",
        "Swap the numbers, or change the verb.",
        spans,
        () if moved.pair else ("baseline", "target"),
    )


def _leading(text: Text, before: Sequence[int]) -> Verb | None:
    """The last verb of direction among tokens."""
    found = [v for v in verbs(text, before) if v.any("up", "down", "neutral") and not v.any("metric")]
    return found[-1] if found else None


RULE = Rule(
    code="KR211",
    name="direction-contradiction",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    source="Own logic; found in a public template: “reduce downtime from 99.7% to 99.9%”",
    bad="Reduce churn from 5% to 8%",
    good="Reduce churn from 8% to 5%",
    check=check,
    fires=(
        kr("Cut waiting time from 20 to 40 minutes"),
        kr("Improve lead time from 6 to 9 weeks"),
        kr("Reduce complaints", baseline=5, target=8),
        kr("Reduzir o prazo de 12 para 30 dias"),
        kr("Aumentar la retención del 90% al 80%"),
        kr("Raise retention from 90% to 80%"),
        kr("Reducir las quejas de 20 a 40"),
        kr("Aumentar a satisfação de 80% para 70%"),
    ),
    silent=(
        kr("Cut waiting time from 40 to 20 minutes"),
        kr("Reduce churn by lifting retention from 80% to 90%"),
        kr("Move the office from 3 to 5 floors"),
        kr("Reduce debt from -5 to -2 million"),
        kr("Improve lead time from 9 to 6 weeks"),
        kr("Reduzir o prazo de 30 para 12 dias"),
        kr("Aumentar la retención del 80% al 90%"),
        kr("Raise retention from 80% to 90%"),
    ),
)
