"""A unit that always hits, or never does.

What it does
    Looks at the unit's last eight or more finished aspirational key results over at least two cycles: a median of 0.95
    with four in five reached is sandbagging, a median of 0.30 and below is overreach. Committed ones don't count.
Why it matters
    Who always reaches everything aims too low; who never does has stopped believing in targets.
Options
    0.95 with 0.80, and 0.30.
"""

import statistics
from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import unit_set
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, SetSubject

_ENOUGH, _CYCLES = 8, 2


def check(subject: SetSubject) -> Iterator[Hit]:
    """Fire by the median of the past."""
    past = subject.group.attainments
    if len(past) < _ENOUGH or subject.group.cycles < _CYCLES:
        return
    median = statistics.median(past)
    reached = sum(a >= 1 for a in past) / len(past)
    if median >= 0.95 and reached >= 0.80:
        yield Hit(
            f"The last {len(past)} key results ended at {median:.2f}; {reached:.0%} were reached.",
            "Set the next ones so that half of them are reached.",
        )
    elif median <= 0.30:
        yield Hit(
            f"The last {len(past)} key results ended at {median:.2f}.",
            "Set the next ones so that half of them are reached.",
        )


RULE = Rule(
    code="OS106",
    name="sandbagging-history",
    target=Kind.SET,
    severity=Severity.WARNING,
    words=False,
    source="Google, 0.6-0.7 on average, 0.0-0.3 is red; GitLab; “How to plan an OKR implementation”; Asia PMO, “The best way to implement OKRs”",
    bad="100%, 100%, 98%, 100% …",
    good="About 0.7 on average",
    check_set=check,
    fires=(
        unit_set("Delight", attainments=(1.0, 1.0, 0.98, 1.0, 1.0, 1.0, 1.0, 1.0), cycles=2),
        unit_set("Delight", attainments=(0.1, 0.2, 0.3, 0.0, 0.4, 0.2, 0.1, 0.3), cycles=3),
        unit_set("Delight", attainments=(1.0,) * 8, cycles=2),
        unit_set("Delight", attainments=(1.0,) * 12, cycles=4),
        unit_set("Delight", attainments=(0.95,) * 2 + (1.0,) * 8, cycles=3),
        unit_set("Delight", attainments=(0.0,) * 8, cycles=2),
        unit_set("Delight", attainments=(0.3,) * 9, cycles=2),
        unit_set("Delight", attainments=(0.1, 0.2, 0.2, 0.25, 0.3, 0.3, 0.3, 0.9), cycles=5),
    ),
    silent=(
        unit_set("Delight", attainments=(0.7, 0.6, 0.8, 1.0, 0.5, 0.7, 0.9, 0.6), cycles=2),
        unit_set("Delight", attainments=(1.0,) * 8, cycles=1),
        unit_set("Delight", attainments=(1.0,) * 5, cycles=2),
        unit_set("Delight", attainments=(0.7,) * 8, cycles=2),
        unit_set("Delight", attainments=(0.0,) * 7, cycles=3),
        unit_set("Delight", attainments=(0.31,) * 8, cycles=2),
        unit_set("Delight", attainments=(0.94,) * 8, cycles=2),
        unit_set("Delight", attainments=(1.0,) * 6 + (0.96,) * 4, cycles=2),
    ),
)
