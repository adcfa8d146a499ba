"""Progress, expected progress, pace and roll-ups as pure functions: the reference that the SQL views are tested against.

Progress 1 = target reached, not clamped unless said; shares 0-1; None = not known. Definitions: docs/design.md, section 6.
"""

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Below this expected progress a ratio says nothing: one small step would make the pace jump.
PACE_FROM = 0.05


@dataclass(frozen=True, slots=True)
class Goal:
    """What of a key result decides its progress; kind is increase, decrease, maintain, milestone, count or None."""

    kind: str | None = None
    baseline: float | None = None
    target: float | None = None
    lower: float | None = None
    upper: float | None = None
    steps: float | None = None
    start: dt.date | None = None
    due: dt.date | None = None


def progress(goal: Goal, value: float | None) -> float | None:
    """Progress of one reading: (value − baseline) / (target − baseline), or the steps of a milestone.

    None without a value, baseline or target: no percentage is invented; a count starts at zero. None for a maintained
    range, which `time_in_range` tells.
    """
    if value is None or goal.kind == "maintain":
        return None
    if goal.kind == "milestone" and goal.steps and goal.steps > 0:
        return value / goal.steps
    if goal.kind == "milestone" and (goal.baseline is None or goal.target is None):
        return 1.0 if value >= (1 if goal.target is None else goal.target) else 0.0
    baseline = 0.0 if goal.kind == "count" and goal.baseline is None else goal.baseline
    if baseline is None or goal.target is None or goal.target == baseline:
        return None
    return (value - baseline) / (goal.target - baseline)


def time_in_range(goal: Goal, readings: Sequence[tuple[dt.date, float]], day: dt.date) -> float | None:
    """Share of the days from the first reading to `day` (or the due day) in range; a reading holds until the next.

    readings: by day, rising, none after `day`. Each day counts from its start to its end, so one reading on `day`
    itself is one day. None without readings or range.
    """
    if not readings or (goal.lower is None and goal.upper is None):
        return None
    end = max(min(day, goal.due or day), readings[-1][0])
    days = [later[0] for later in readings[1:]] + [end + dt.timedelta(days=1)]
    inside = sum((after - on).days for (on, value), after in zip(readings, days, strict=True) if in_range(goal, value))
    return inside / ((end - readings[0][0]).days + 1)


def in_range(goal: Goal, value: float) -> bool:
    """Whether a value lies in the range to be kept; an end that isn't given is open."""
    return (goal.lower is None or value >= goal.lower) and (goal.upper is None or value <= goal.upper)


def elapsed(start: dt.date | None, due: dt.date | None, day: dt.date) -> float | None:
    """Share of the time from start to due that has passed on a day, 0 to 1; None where it isn't known."""
    if due is not None and day >= due:
        return 1.0
    if start is not None and day <= start:
        return 0.0
    if start is None or due is None:
        return None
    return (day - start).days / (due - start).days


def expected(goal: Goal, day: dt.date, plan: Sequence[tuple[dt.date, float]] = ()) -> float | None:
    """Where progress should be on a day: along the phased targets if there are any, else by the time that has passed.

    A milestone is expected in steps, the last one on its due day; a maintained range always.
    """
    planned = _planned(goal, day, plan)
    if planned is not None:
        return planned
    if goal.kind == "maintain":
        return 1.0
    share = elapsed(goal.start, goal.due, day)
    if goal.kind == "milestone" and share is not None:
        steps = max(goal.steps or 1, 1)
        return math.floor(share * steps + 1e-9) / steps
    return share


def _planned(goal: Goal, day: dt.date, plan: Sequence[tuple[dt.date, float]]) -> float | None:
    if not plan or goal.kind == "maintain" or goal.target is None or (goal.baseline is None and goal.kind != "count"):
        return None
    baseline = goal.baseline or 0.0
    if goal.target == baseline:
        return None
    points = {goal.due: goal.target} if goal.due else {}
    points |= dict(plan)
    if goal.start:
        points[goal.start] = baseline
    path = sorted((on, (value - baseline) / (goal.target - baseline)) for on, value in points.items())
    if day < path[0][0]:
        return None
    for (on, from_progress), (after, to_progress) in itertools.pairwise(path):
        if day < after:
            return from_progress + (to_progress - from_progress) * (day - on).days / (after - on).days
    return path[-1][1]


def pace(progress_now: float | None, expected_now: float | None) -> float | None:
    """Progress divided by expected progress; None below 5 % expected."""
    if progress_now is None or expected_now is None or expected_now < PACE_FROM:
        return None
    return progress_now / expected_now


def clamp(share: float | None) -> float | None:
    """The share as a roll-up counts it, 0 to 1."""
    return None if share is None else min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class RollUp:
    """Progress of several key results, told three ways, with the share of them that has a value."""

    mean: float | None
    weighted: float | None
    worst: float | None
    coverage: float | None


def roll_up(parts: Iterable[tuple[float | None, float | None]]) -> RollUp:
    """Rolls up (progress, weight) pairs, each progress clamped; a weight that isn't given is the mean of the others."""
    pairs = list(parts)
    given = [weight for _, weight in pairs if weight is not None and weight >= 0]
    usual = sum(given) / len(given) if given and sum(given) > 0 else None
    known = [
        (clamp(p) or 0.0, 1.0 if usual is None or w is None or w < 0 else w / usual) for p, w in pairs if p is not None
    ]
    if not known:
        return RollUp(None, None, None, 0.0 if pairs else None)
    total = sum(weight for _, weight in known)
    return RollUp(
        mean=sum(p for p, _ in known) / len(known),
        weighted=sum(p * w for p, w in known) / total if total else None,
        worst=min(p for p, _ in known),
        coverage=len(known) / len(pairs),
    )
