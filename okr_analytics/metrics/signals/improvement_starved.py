"""Improvement starved: less effort than planned, or than the band asks, while running projects are behind."""

from collections.abc import Iterator

from okr_analytics import numbers
from okr_analytics.metrics.signals.facts import BEHIND, WHOLE, Facts, Split
from okr_analytics.metrics.signals.signal import Figure, Signal

KIND, PLACE = "improvement_starved", 3
TITLE = "Improvement starved"
RULE = (
    "Improvement at least 5 points below its plan, or below the organisation's band, while at least one of the running "
    "strategic projects is at risk, off track or silent."
)
SILENT = "No running project is behind where improvement gets less effort than planned."
DRIFT = 0.05


def missing(facts: Facts) -> str:
    """Why this can't be judged; empty where it can."""
    return facts.missing or ("No running project is known." if facts.projects.empty else "")


def find(facts: Facts) -> Iterator[Signal]:
    """Fires for the whole selection and for each unit by its own effort and the projects it leads."""
    for split in facts.splits:
        reason = _short(facts, split)
        if reason is None:
            continue
        text, figures = reason
        running = facts.of_unit(facts.projects, split.key)
        behind = running[running["status"].isin(BEHIND)]
        if behind.empty:
            continue
        dims = {} if split.key == WHOLE else {"unit": split.key}
        count = Figure("projects behind", float(len(behind)), "count", "projects_on_track_share", dims)
        of = f"{numbers.text(len(behind), 'count')} of {numbers.text(len(running), 'count')}"
        text = f"{text}, and {of} running projects {'is' if len(behind) == 1 else 'are'} behind or silent"
        yield Signal(KIND, split.unit, text, (*figures, count), facts.filters)


def _short(facts: Facts, split: Split) -> tuple[str, tuple[Figure, ...]] | None:
    actual = split.actual.get("improvement")
    if actual is None:
        return None
    took = f"improvement took {numbers.text(actual, 'percent')} of the effort"
    drift = split.drift("improvement")
    if drift is not None and drift <= -DRIFT:
        planned = numbers.text(split.planned["improvement"], "percent")
        figures = (split.figure("improvement", "actual"), split.figure("improvement", "planned"))
        return f"{took} instead of {planned}", figures
    band = facts.policy.bands.get("improvement")
    most = actual + split.actual.get("unknown", 0.0)  # what it would be if all the unknown effort were improvement
    if split.key == WHOLE and band and band.low is not None and most < band.low:
        return f"{took}, below its band from {numbers.text(band.low, 'percent')}", (
            split.figure("improvement", "actual"),
        )
    return None
