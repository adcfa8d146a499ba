"""A percentage of nobody knows what.

What it does
    Finds percentages that are neither a relative change, nor a share “of …”, nor of a metric whose denominator is
    understood (conversion, uptime, margin, rates).
Why it matters
    “95% quality” can be of batches, of inspections, of customers asked, this week or ever.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import Framing
from okr_analytics.quality.items import Kind
from okr_analytics.quality.number import Unit
from okr_analytics.quality.phrases import segment_of
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.rule import Hit, Rule, Subject


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for a percentage without population or ratio metric."""
    reading = subject.reading
    if reading.text.has("t.ratio"):
        return
    for measure in reading.measures(Role.OUTCOME):
        if measure.number.unit is Unit.PERCENT and _bare(reading, measure):
            span = reading.text.span(measure.number.first, measure.number.stop)
            yield Hit(
                f"“{subject.item.title[slice(*span)]}” of what?",
                "Name the population and the window: “95% of batches pass first inspection in a month”.",
                (span,),
            )
            return


def _bare(reading: Framing, measure: Measure) -> bool:
    text, number = reading.text, measure.number
    if measure.why not in ("level", "bare", "pair") or number.signed:
        return False
    population = {t for i in (measure.phrase.tokens if measure.phrase else ()) for t in text.tag(i)}
    if population & {"stakeholder", "capacity", "demand"}:
        return False
    named = {"stakeholder", "capacity", "demand", "place"}
    segment = segment_of(text, number.first)
    if segment and any(i >= number.stop and text.tag(i) & named for i in segment.tokens):
        return False  # "80% among the student population", "an 85% positive report from children"
    after = text.word(number.stop)
    if after in ("of", "de", "del", "dos", "das", "do", "da"):
        return False
    if measure.pair and text.word(measure.pair.start.stop) in ("of", "de", "dos", "das"):
        return False
    return not any(
        text.word(i) in ("mom", "yoy", "qoq", "wow", "growth", "share", "percentage", "proportion")
        for i in range(len(text.tokens))
    )


RULE = Rule(
    code="KR206",
    name="ratio-without-denominator",
    target=Kind.KEY_RESULT,
    severity=Severity.INFO,
    source="Google OKR Playbook, unambiguous metrics; oldwinter checklist (numerator and denominator)",
    bad="Achieve 95% quality",
    good="95% of batches pass first inspection",
    check=check,
    fires=(
        kr("Bring productivity to 80%"),
        kr("Reach 85% performance"),
        kr("Raise quality from 70% to 90%"),
        kr("Elevar a qualidade de 70% para 90%"),
        kr("Elevar la calidad del 70% al 90%"),
        kr("Lift efficiency from 60% to 75%"),
        kr("Levar a produtividade a 80%"),
        kr("Llevar la productividad al 80%"),
    ),
    silent=(
        kr("80% of patients seen within 30 minutes"),
        kr("Reach 60% gross margin"),
        kr("Grow revenue 30%"),
        kr("Grow weekly users from 25k to 35k (+40%)"),
        kr("Reach 105% of the plan"),
        kr("Reach a confidence of 80% among pupils"),
        kr("Alcançar 80% de satisfação dos alunos"),
        kr("Reducir las mermas un 20%"),
    ),
)
