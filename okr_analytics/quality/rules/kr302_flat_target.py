"""A target that equals the starting point, within noise.

What it does
    Compares target and baseline: within 0.5% of the baseline, or within a quarter of the noise of past check-ins.
    Levels to keep are exempt.
Why it matters
    Reached or missed then says nothing but which day was measured.
Options
    0.5% of the baseline, 0.25 robust sigma: constants of the design.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.movement import move
from okr_analytics.quality.rule import Hit, Rule, Subject

_SHARE, _SIGMAS = 0.005, 0.25


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where target and baseline can't be told apart."""
    item, wanted = subject.item, move(subject)
    if wanted is None or item.shape in ("maintain", "milestone") or (item.lower is not None and item.upper is not None):
        return
    head = subject.reading.head
    if head is not None and head.any("maintain"):
        return
    noise = max(_SHARE * abs(wanted.baseline), _SIGMAS * (item.noise or 0.0))
    if abs(wanted.target - wanted.baseline) <= noise:
        said = f"±{noise:g}" if wanted.sign else "no difference at all"
        yield Hit(
            f"Target {wanted.target:g} and baseline {wanted.baseline:g} can't be told apart ({said}).",
            "Say what should be different at the end of the cycle, or move it to the KPI board.",
            fields=("baseline", "target"),
        )


RULE = Rule(
    code="KR302",
    name="flat-target",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    words=False,
    source="“How to plan an OKR implementation”; re:Work",
    bad="NPS from 45 to 45",
    good="NPS from 45 to 52",
    check=check,
    fires=(
        kr("NPS", baseline=45, target=45),
        kr("Revenue", baseline=1000, target=1004),
        kr("Response time", baseline=20, target=19, noise=8.0),
        kr("Raise NPS from 45 to 45"),
        kr("Occupancy", baseline=70, target=70),
        kr("Cut complaints from 40 to 40"),
        kr("Matrículas", baseline=200, target=200),
        kr("Reducir la merma del 9% al 9%"),
    ),
    silent=(
        kr("NPS", baseline=45, target=52),
        kr("Keep NPS", baseline=45, target=45),
        kr("Uptime", baseline=99.9, target=99.9, shape="maintain"),
        kr("Response time", baseline=20, target=19, noise=1.0),
        kr("Occupancy", baseline=70, target=80),
        kr("Cut complaints from 40 to 30"),
        kr("Matrículas", baseline=200, target=260),
        kr("Reducir la merma del 9% al 4%"),
    ),
)
