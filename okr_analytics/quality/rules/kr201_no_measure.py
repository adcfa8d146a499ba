"""No number in the text, and no target beside it.

What it does
    Finds key results in which nothing is measured once dates, versions, standards, quarters and progress notes are set
    aside, and whose row has no target either.
Why it matters
    Without a number two honest people can disagree whether it was reached.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.framing import OPEN
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.suggest import metric_of, rewrite


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where no number has a role and no target is given."""
    item, reading = subject.item, subject.reading
    if item.target is not None or item.lower is not None or item.upper is not None:
        return
    if any(reading.says(role) for role in (Role.OUTCOME, Role.OUTPUT, Role.PROGRESS)):
        return
    if any(n.counts and not n.spelled for n in reading.numbers) and not reading.text.known:
        return
    metric = metric_of(subject)
    example = (
        f" For instance “{rewrite(item, metric, lower=_lower(subject), language=reading.text.language)}”."
        if metric
        else ""
    )
    gap = OPEN.search(item.title)
    if gap:
        yield Hit(
            f"The number is still to be filled in: “{gap[0]}”.",
            "Write the target before the cycle starts; where today's value isn't known yet, measure it first.",
            (gap.span(),),
            ("target",),
        )
        return
    yield Hit(
        "Nothing in it is measured, so nobody can say whether it was reached.",
        f"By how much should {metric or 'it'} change, from what, by when?{example}",
        fields=("target",),
    )


def _lower(subject: Subject) -> bool:
    head = subject.reading.head
    return head is not None and head.any("down") and not head.any("up")


RULE = Rule(
    code="KR201",
    name="no-measure",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    source="M. Mayer in J. Doerr, Measure What Matters: “not a key result unless it has a number”; Locke & Latham 2002 "
    "(d = 0.42-0.80 for specific, hard goals)",
    bad="Increase customer satisfaction",
    good="Increase CSAT from 78 to 85",
    check=check,
    words=False,
    fires=(
        kr("Aumentar o número de municípios com > 20 mil habitantes"),
        kr("Grow our presence in towns with > 50,000 residents"),
        kr("Aumentar la presencia en municipios con > 900 vecinos"),
        kr("Reach [X]% of young visitors"),
        kr("Raise response to XX% by June"),
        kr("Happier tenants"),
        kr("Improve air quality in the old town by 2030"),
        kr("Ship v3.2 of the reader"),
        kr("Provide 24/7 support"),
        kr("Reduce cost in Q3"),
        kr("Become the reference for same-day delivery"),
        kr("Melhorar a satisfação dos pacientes"),
        kr("Aumentar la confianza de los vecinos"),
    ),
    silent=(
        kr("5 clinics with > 40 patients"),
        kr("Reduce complaints by half"),
        kr("Having two million visitors"),
        kr("Cut the permit time from weeks to hours"),
        kr("Reducir el trámite de semanas a horas"),
        kr("Reduce complaints", baseline=8, target=5),
        kr("Double weekly visitors"),
        kr("No accidents on site"),
        kr("P95 latency below 300 ms"),
        kr("Sales efficiency of 1.0"),
        kr("Two thirds of members vote"),
        kr("Temperature", lower=2.0, upper=8.0),
        kr("Zerar a fila de espera"),
        kr("Duplicar las visitas semanales"),
    ),
)
