"""History says that it will almost surely not happen.

What it does
    The same probability as KR303; fires at 5% and below, for committed key results at 10%.
Why it matters
    A target that nobody believes in is dropped in the second week; on average, stretch goals beyond reach don't help.
Options
    profile startup 1%, public 5%, corporate 10%; committed at least 10%.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.ambition import chance, too_hard
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.movement import move
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.suggest import number


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where the chance is at or below the profile's limit."""
    item, found = subject.item, chance(subject)
    if found is None or item.shape == "maintain" or found.p > too_hard(subject.context.profile, item.committed):
        return
    wanted = move(subject)
    advice = "Take a first step that the past says is possible."
    if wanted and found.even is not None and found.stretch is not None:
        even, stretch = (number(round(wanted.baseline + wanted.sign * d, 2), item) for d in (found.even, found.stretch))
        advice = f"Fifty-fifty would be {even}; a stretch that succeeds once in ten is {stretch}."
    yield Hit(f"By {found.evidence}, the chance of this is {found.p:.0%}.", advice, fields=("target",))


RULE = Rule(
    code="KR304",
    name="unrealistic-target",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    words=False,
    source="“How to plan an OKR implementation”: unrealistically ambitious targets; Gary et al. 2017; Sitkin et al. 2011",
    bad="Target +15 when the best cycle was +7",
    good="Target +8",
    check=check,
    fires=(
        kr("NPS", baseline=40, target=55, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Churn", baseline=9, target=2, history=(1.0, 1.2, 0.9, 1.1)),
        kr("NPS from 40 to 55", history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Occupancy", baseline=60, target=80, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("CSAT", baseline=70, target=90, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Complaints", baseline=40, target=20, history=(1.0, 1.2, 0.9, 1.1)),
        kr("Matrículas", baseline=200, target=230, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Socios", baseline=200, target=230, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
    ),
    silent=(
        kr("NPS", baseline=40, target=47, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("NPS", baseline=40, target=90),
        kr("NPS", baseline=40, target=90, history=(4.0, 6.0)),
        kr("NPS", baseline=40, target=48.6, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0), profile="startup"),
        kr("Occupancy", baseline=60, target=65, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("CSAT", baseline=70, target=74, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Matrículas", baseline=200, target=204, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
        kr("Socios", baseline=200, target=205, history=(4.0, 6.0, 3.0, 5.0, 7.0, 4.0)),
    ),
)
