"""A silent key result.

What it does
    Finds running key results without a check-in for more than two cadences, or without a first one after one cadence of
    the cycle. Finished, cancelled and closed ones are left in peace.
Why it matters
    Silence is information: poor progress is a main reason why people stop looking.
Options
    Two cadences (14 days when weekly): a constant of the design.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.suggest import day


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for silence beyond two cadences, or no first word."""
    item, today, cadence = subject.item, subject.context.as_of, subject.context.cadence_days
    if today is None or not item.checked or item.status in ("done", "cancelled"):
        return
    if (item.cycle_end is not None and today > item.cycle_end) or (
        item.cycle_start is not None and today < item.cycle_start
    ):
        return
    advice = "Check in, also and especially if it goes badly."
    if item.last_check_in is None:
        if item.cycle_start is not None and (today - item.cycle_start).days > cadence:
            yield Hit(f"No check-in since the cycle began on {day(item.cycle_start)}.", advice)
        return
    silent = (today - item.last_check_in).days
    if silent > 2 * cadence:
        yield Hit(f"The last check-in was {silent} days ago, on {day(item.last_check_in)}.", advice)


_RUNNING = {"checked": True, "cycle_start": "2025-01-01", "cycle_end": "2025-03-31"}

RULE = Rule(
    code="KR405",
    name="stale-check-in",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    words=False,
    source="C. Wodtke, weekly; okrstool: 18% check in weekly; the ostrich problem (Chang et al. 2017); Harkin et al. 2016 (d = 0.40)",
    bad="Last check-in 25 days ago",
    good="A check-in a week",
    check=check,
    fires=(
        kr("NPS from 40 to 60", last_check_in="2025-02-01", as_of="2025-02-26", **_RUNNING),
        kr("NPS from 40 to 60", as_of="2025-01-20", **_RUNNING),
        kr("Churn from 8% to 5%", last_check_in="2025-01-20", as_of="2025-02-26", **_RUNNING),
        kr("Fila de 40 para 20", last_check_in="2025-01-10", as_of="2025-02-20", **_RUNNING),
        kr("Merma del 9% al 4%", last_check_in="2025-02-01", as_of="2025-03-10", **_RUNNING),
        kr("Serve 300 families", as_of="2025-02-15", **_RUNNING),
        kr("Occupancy of 85%", last_check_in="2025-02-01", as_of="2025-03-20", **_RUNNING),
        kr("Sales of $3M", as_of="2025-03-01", **_RUNNING),
    ),
    silent=(
        kr("NPS from 40 to 60", last_check_in="2025-02-01", as_of="2025-02-10", **_RUNNING),
        kr("NPS from 40 to 60", last_check_in="2025-02-01", as_of="2025-02-26", status="done", **_RUNNING),
        kr("NPS from 40 to 60", last_check_in="2025-02-01", as_of="2025-02-26", cadence_days=31, **_RUNNING),
        kr("NPS from 40 to 60", last_check_in="2025-02-01", as_of="2025-05-26", **_RUNNING),
        kr("Churn from 8% to 5%", last_check_in="2025-02-20", as_of="2025-02-26", **_RUNNING),
        kr("Fila de 40 para 20", last_check_in="2025-02-10", as_of="2025-02-20", **_RUNNING),
        kr("Merma del 9% al 4%", last_check_in="2025-03-05", as_of="2025-03-10", **_RUNNING),
        kr("Serve 300 families", as_of="2025-01-03", **_RUNNING),
    ),
)
