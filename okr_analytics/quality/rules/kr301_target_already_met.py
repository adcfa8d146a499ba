"""Nothing is left to achieve.

What it does
    Compares today's value with the target while the cycle is young (its first quarter) or the day is unknown. Levels to
    keep are exempt, and so is what was reached during the cycle: that is success.
Why it matters
    A target that is met before the cycle begins asks for nothing.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Context, Item, Kind
from okr_analytics.quality.movement import move
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.suggest import number

_YOUNG = 0.25  # share of the cycle during which a met target says something about the target


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where today's value is at or beyond the target early in the cycle."""
    item = subject.item
    if item.current is None or item.shape == "maintain" or not _early(item, subject.context):
        return
    wanted = move(subject)
    if wanted and wanted.sign and wanted.sign * (item.current - wanted.target) >= 0:
        yield Hit(
            f"Today's value is {number(item.current, item)}; the target of {number(wanted.target, item)} is already met.",
            "Set the target beyond today's value, or move it to the KPI board.",
            fields=("current", "target"),
        )


def _early(item: Item, context: Context) -> bool:
    if context.as_of is None:
        return True
    if item.cycle_start is None or item.cycle_end is None:
        return False
    length = (item.cycle_end - item.cycle_start).days or 1
    return (context.as_of - item.cycle_start).days <= _YOUNG * length


RULE = Rule(
    code="KR301",
    name="target-already-met",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    words=False,
    source="“How to plan an OKR implementation”: excessively conservative targets; Google OKR Playbook, trap 4",
    bad="NPS from 30 to 45, today 47",
    good="NPS from 47 to 55",
    check=check,
    fires=(
        kr("NPS", baseline=30, target=45, current=47),
        kr("Reduce churn", baseline=8, target=5, current=5),
        kr(
            "NPS",
            baseline=30,
            target=45,
            current=47,
            cycle_start="2025-01-01",
            cycle_end="2025-03-31",
            as_of="2025-01-10",
        ),
        kr("Occupancy", baseline=60, target=75, current=80),
        kr("Cut complaints", baseline=40, target=20, current=18),
        kr("Matrículas", baseline=200, target=400, current=410),
        kr("Reducir la merma", baseline=9, target=4, current=3),
        kr("Sales", baseline=2, target=3, current=3),
    ),
    silent=(
        kr("NPS", baseline=30, target=45, current=44),
        kr("Uptime", baseline=99, target=99.9, current=99.95, shape="maintain"),
        kr(
            "NPS",
            baseline=30,
            target=45,
            current=47,
            cycle_start="2025-01-01",
            cycle_end="2025-03-31",
            as_of="2025-03-20",
        ),
        kr("NPS", baseline=45, target=45, current=45),
        kr("Occupancy", baseline=60, target=75, current=74),
        kr("Cut complaints", baseline=40, target=20, current=22),
        kr("Matrículas", baseline=200, target=400, current=390),
        kr("Reducir la merma", baseline=9, target=4, current=5),
    ),
)
