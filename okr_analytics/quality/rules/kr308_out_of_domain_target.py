"""A value that can't exist.

What it does
    Finds shares above 100% or below 0 (retention, uptime, completion …), NPS outside -100 to 100, negative counts. Net
    revenue retention, return on investment, “% of plan” and relative changes may exceed 100%.
Why it matters
    It is a slip of the pen, or two people mean two different metrics.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Unit
from okr_analytics.quality.roles import Measure, Role
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.text import Text

_SHARES = word_set(
    "retention uptime availability completion satisfaction conversion adoption occupancy coverage attendance accuracy churn "
    "yield participation turnout pass response open click bounce win close attrition turnover absenteeism csat "
    "retencao retencion disponibilidade disponibilidad ocupacao ocupacion satisfacao satisfaccion conversao conversion adocao "
    "adopcion cobertura presenca asistencia acuracia aprovacao aprobacion"
)
_UNBOUNDED = word_set(
    "net nrr ndr dollar revenue roi roas plan quota target growth goal budget meta cuota plano attainment coverage"
)
_NPS = word_set("nps enps")


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for targets outside a metric's range."""
    item, text = subject.item, subject.reading.text
    for measure in subject.reading.measures(Role.OUTCOME):
        wrong = _wrong(text, measure)
        if wrong:
            span = text.span(measure.number.first, measure.number.stop)
            yield Hit(
                f"“{item.title[slice(*span)]}” is outside the metric's range: {wrong}.",
                "Correct the number, or name the metric you mean.",
                (span,),
                ("target",),
            )
            return
    words = text.vocabulary
    percent = (item.measure or "").strip() in ("%", "percent")
    bounded = words & _SHARES and not words & _UNBOUNDED
    if item.target is not None and (
        (words & _NPS and abs(item.target) > 100) or (bounded and percent and item.target > 100)
    ):
        yield Hit(
            f"{item.target:g} is outside the metric's range.",
            "Correct the number, or name the metric you mean.",
            fields=("target",),
        )


def _wrong(text: Text, measure: Measure) -> str:
    number = measure.number
    words = text.vocabulary
    if number.unit is Unit.PERCENT and number.value > 100:
        share = measure.why == "share" or bool(words & _SHARES)
        if share and measure.why in ("share", "level", "bare", "pair") and not words & _UNBOUNDED and not number.signed:
            return "a share ends at 100%"
    if number.unit is Unit.NONE and number.value > 100 and measure.phrase is None:
        near = {text.word(i) for i in range(number.first - 4, number.stop + 2)}
        if near & _NPS:
            return "NPS goes from -100 to 100"
    if number.signed in ("-", "−") and measure.phrase and measure.phrase.tags & {"stakeholder", "demand"}:
        return "a count can't be negative"
    return ""


RULE = Rule(
    code="KR308",
    name="out-of-domain-target",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    source="Definitions of the metrics",
    bad="Reach 120% customer retention",
    good="Reach 92% retention",
    check=check,
    fires=(
        kr("Uptime of 101%"),
        kr("NPS", baseline=40, target=140),
        kr("130% of patients satisfied"),
        kr("Disponibilidade de 102%"),
        kr("Retention of 105%"),
        kr("NPS of 140"),
        kr("Disponibilidad del 102%"),
        kr("Occupancy from 90% to 110%"),
    ),
    silent=(
        kr("Reach 120% net revenue retention"),
        kr("Increase sign-ups by 150%"),
        kr("Reach 110% of the plan"),
        kr("NPS from 40 to 60"),
        kr("Raise satisfaction by 120 points"),
        kr("Retention of 95%"),
        kr("Ocupação de 60% para 75%"),
        kr("Disponibilidad del 99%"),
    ),
)
