"""Numbers without a unit.

What it does
    Finds “from 40 to 60” on a metric that needs a unit (performance, cost, time, revenue …) where neither text nor row
    names one. Counts and scores (NPS, rating, subscribers) need none.
Why it matters
    “1 million users”: all-time, or active in the last seven days? Without unit and window two people compute two values.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.number import Unit
from okr_analytics.quality.phrases import noun_phrase, segment_of
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.text import NOUNS


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for a bare pair on a metric that needs a unit."""
    reading = subject.reading
    text = reading.text
    if subject.item.measure or text.has("t.unitless"):
        return
    for pair in reading.pairs:
        segment = segment_of(text, pair.start.first)
        if segment is None or pair.start.unit is not Unit.NONE or pair.end.unit is not Unit.NONE:
            continue
        members = frozenset(segment.tokens)
        before = [i for i in segment.tokens if i < pair.start.first]
        counted = any((text.tag(i) & NOUNS and text.word(i).endswith("s")) or "w.time" in text.tag(i) for i in before)
        named = any(text.word(i) in ("number", "numero", "count", "cantidad", "quantidade") for i in before)
        needs = any("metric" in text.tag(i) for i in before)
        if needs and not counted and not named and not noun_phrase(text, pair.end.stop, members):
            span = text.span(pair.start.first, pair.end.stop)
            yield Hit(
                f"{pair.start.value:g} what?",
                "State the unit and the window in which it is measured.",
                (span,),
                ("measure",),
            )


RULE = Rule(
    code="KR205",
    name="unit-missing",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    source="INCOSE Guide to Writing Requirements, R6 “appropriate units”; Google OKR Playbook “1 million users: all-time or seven-day actives?”",
    bad="Improve performance from 40 to 60",
    good="Raise pages rendered per second from 40 to 60",
    check=check,
    fires=(
        kr("Reduce cost from 900 to 700"),
        kr("Improve throughput from 12 to 20"),
        kr("Aumentar a receita de 40 para 60"),
        kr("Mejorar el rendimiento de 40 a 60"),
        kr("Cut scrap from 40 to 25"),
        kr("Raise revenue from 12 to 20"),
        kr("Reduzir o custo de 900 para 700"),
        kr("Reducir el coste de 900 a 700"),
    ),
    silent=(
        kr("Reduce cost from 900 to 700 euros"),
        kr("Reduce cost from 900 to 700", measure="EUR"),
        kr("Improve NPS from 30 to 45"),
        kr("Grow subscribers from 4,000 to 10,000"),
        kr("Average days to issue a permit from 45 to 20"),
        kr("Aumentar a receita de 40 para 60 mil reais"),
        kr("Mejorar el NPS de 30 a 45"),
        kr("Cut waiting from 40 to 25 minutes"),
    ),
)
