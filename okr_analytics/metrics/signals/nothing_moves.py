"""Effort where nothing moves: growth takes effort while the key results stand still."""

from collections.abc import Iterator

from okr_analytics import numbers
from okr_analytics.metrics.signals.facts import WHOLE, Facts
from okr_analytics.metrics.signals.signal import Figure, Signal

KIND, PLACE = "nothing_moves", 4
TITLE = "Effort where nothing moves"
RULE = (
    "Growth took at least 10 % of the effort, at least 30 days of the cycle have passed, and the key results whose "
    "progress is known on both days moved less than 5 points on average."
)
SILENT = "Where growth takes a tenth of the effort or more, key results move."
LEAST_SHARE, LEAST_DAYS, LEAST_STEP = 0.10, 30, 0.05


def missing(facts: Facts) -> str:
    """Why this can't be judged; empty where it can."""
    if facts.missing:
        return facts.missing
    if (facts.as_of - facts.since).days < LEAST_DAYS:
        return f"Fewer than {LEAST_DAYS} days of the cycle have passed."
    return "" if facts.steps["step"].notna().any() else "No key result's progress is known on both days."


def find(facts: Facts) -> Iterator[Signal]:
    """Fires for the whole selection and for each unit by its own effort and key results."""
    if not facts.has_effort or (facts.as_of - facts.since).days < LEAST_DAYS:
        return
    for split in facts.splits:
        growth = split.actual.get("growth")
        if growth is None or growth < LEAST_SHARE:
            continue
        known = facts.steps_of_units.get(split.key)
        if known is None or known.empty or float(known.mean()) >= LEAST_STEP:
            continue
        step = float(known.mean())
        text = (
            f"growth took {numbers.text(growth, 'percent')} of the effort, and since {numbers.date(facts.since)} its "
            f"{numbers.text(len(known), 'count')} key result{'' if len(known) == 1 else 's'} with known progress moved by "
            f"{numbers.text(step, 'points')} on average"
        )
        dims = {} if split.key == WHOLE else {"unit": split.key}
        figures = (split.figure("growth", "actual"), Figure("progress now", step, "points", "progress", dims))
        yield Signal(KIND, split.unit, text, figures, facts.filters)
