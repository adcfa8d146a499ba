"""History says that it will happen anyway.

What it does
    Computes the probability of reaching the target from at least four past improvements of the same metric (Student's t
    for a new one), else from the attainment of the unit's last eight or more key results. Fires from 90% on. Committed
    key results are exempt: they are meant to be reached. With less history it stays silent.
Why it matters
    A target that comes by itself moves nothing and teaches the unit to aim low.
Options
    profile startup 80%, public 90%, corporate 95%.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.ambition import chance, too_easy
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.movement import move
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.suggest import number


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where the chance is at or above the profile's limit."""
    item, found = subject.item, chance(subject)
    if found is None or item.committed or item.shape == "maintain" or found.p < too_easy(subject.context.profile):
        return
    wanted = move(subject)
    even = "a target that the last key results would have reached half of the time"
    if wanted and found.even is not None:
        even = f"a target of {number(round(wanted.baseline + wanted.sign * found.even, 2), item)}"
    yield Hit(
        f"{found.evidence[0].upper()}{found.evidence[1:]} deliver this {found.p:.0%} of the time: it will probably happen anyway.",
        f"Fifty-fifty would be {even}.",
        fields=("target",),
    )


RULE = Rule(
    code="KR303",
    name="conservative-target",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    words=False,
    source="C. Wodtke, confidence 5 of 10; Google, 0.7 on average; GitLab, 70-100%; field experience of startup against corporate",
    bad="A metric that grew 4 to 7 points every cycle, target +2",
    good="Target +6",
    check=check,
    fires=(
        kr("NPS", baseline=40, target=42, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Churn", baseline=9, target=8.8, history=(1.0, 1.2, 0.9, 1.1)),
        kr("NPS", baseline=40, target=44, unit="A", attainments={"A": (1.0,) * 12}),
        kr("Occupancy", baseline=60, target=61, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("CSAT", baseline=70, target=72, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Complaints", baseline=40, target=39.9, history=(1.0, 1.2, 0.9, 1.1)),
        kr("Matrículas", baseline=200, target=201, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Socios", baseline=200, target=201, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
    ),
    silent=(
        kr("NPS", baseline=40, target=45, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("NPS", baseline=40, target=42, history=(4.0, 6.0)),
        kr("NPS", baseline=40, target=42, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0), ambition="committed"),
        kr("NPS", baseline=40, target=44, unit="A", attainments={"A": (1.0, 0.6, 0.7, 1.0, 0.5, 0.8, 0.7, 0.9)}),
        kr("Occupancy", baseline=60, target=65, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("CSAT", baseline=70, target=75, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Matrículas", baseline=200, target=205, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Socios", baseline=200, target=201, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0), ambition="committed"),
    ),
)
