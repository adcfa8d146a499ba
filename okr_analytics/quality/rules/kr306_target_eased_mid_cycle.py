"""The goalposts moved towards the starting point.

What it does
    Finds targets that were changed towards the baseline after the cycle had begun, without a reason.
Why it matters
    The change may be right, but without its reason the history of the unit's attainment is worth nothing.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Change, Kind
from okr_analytics.quality.rule import Hit, Rule, Status, Subject


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for the first easing without a reason."""
    item = subject.item
    if item.baseline is None or item.cycle_start is None:
        return
    changes = sorted(item.changes, key=lambda change: change.date)
    for before, after in pairwise(changes):
        eased = abs(after.target - item.baseline) < abs(before.target - item.baseline)
        if eased and after.date > item.cycle_start and not after.reason.strip():
            yield Hit(
                f"The target was eased from {before.target:g} to {after.target:g} on {after.date.isoformat()}, without a reason.",
                "Record why.",
                fields=("target",),
            )
            return


_EASED = (Change(dt.date(2025, 1, 1), 60), Change(dt.date(2025, 2, 10), 50))

RULE = Rule(
    code="KR306",
    name="target-eased-mid-cycle",
    target=Kind.KEY_RESULT,
    severity=Severity.WARNING,
    status=Status.PREVIEW,
    words=False,
    source="C. Wodtke, Radical Focus: don't change OKRs in mid-cycle",
    bad="Target 60, from 10 February on 50",
    good="Target 60, from 10 February on 50 because the survey was halved",
    check=check,
    fires=(
        kr("NPS", baseline=40, target=50, cycle_start="2025-01-01", changes=_EASED),
        kr("NPS", baseline=40, target=50, cycle_start="2025-01-15", changes=_EASED),
        kr("CSAT", baseline=40, target=50, cycle_start="2025-01-01", changes=_EASED),
        kr("Occupancy", baseline=40, target=50, cycle_start="2025-01-01", changes=_EASED),
        kr("Satisfação", baseline=40, target=50, cycle_start="2025-01-01", changes=_EASED),
        kr("Satisfacción", baseline=40, target=50, cycle_start="2025-01-01", changes=_EASED),
        kr("Attendance", baseline=40, target=50, cycle_start="2025-01-01", changes=_EASED),
        kr("Renewals", baseline=40, target=50, cycle_start="2025-01-01", changes=_EASED),
    ),
    silent=(
        kr("NPS", baseline=40, target=60, cycle_start="2025-01-01", changes=_EASED[:1]),
        kr(
            "NPS",
            baseline=40,
            target=50,
            cycle_start="2025-01-01",
            changes=(_EASED[0], Change(dt.date(2025, 2, 10), 50, "survey halved")),
        ),
        kr("NPS", baseline=40, target=50, cycle_start="2025-03-01", changes=_EASED),
        kr("CSAT", baseline=40, target=60, cycle_start="2025-01-01", changes=_EASED[:1]),
        kr("Occupancy", baseline=40, target=60, cycle_start="2025-01-01", changes=_EASED[:1]),
        kr("Satisfação", baseline=40, target=60, cycle_start="2025-01-01", changes=_EASED[:1]),
        kr("Satisfacción", baseline=40, target=60, cycle_start="2025-01-01", changes=_EASED[:1]),
        kr("Attendance", baseline=40, target=60, cycle_start="2025-01-01", changes=_EASED[:1]),
    ),
)
