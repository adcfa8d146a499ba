"""The way of one key result as a chart: check-ins, expected path, changed targets, and the fan of where it may land."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Note, Unit
from okr_analytics.metrics.fan import Fan, in_values
from okr_analytics.metrics.progress import Goal, expected
from okr_analytics.views import parts

CHECK_INS, EXPECTED, TARGET, FORECAST = "Check-ins", "Expected path", "Target", "Forecast"
OUTER, INNER = "8 of 10 outcomes", "5 of 10 outcomes"
_MOST_STEPS = 30  # a milestone of more steps is drawn as a line

_Row: TypeAlias = tuple[dt.date, str, float | None, float | None, float | None]  # day, line, value, low, high


@dataclass(frozen=True)
class _Scale:
    """From progress to what the chart's axis shows: the key result's own unit where it has one, else progress."""

    base: float
    target: float
    unit: Unit
    label: str
    own: bool  # values of the key result itself

    def __call__(self, progress: float) -> float:
        return self.base + progress * (self.target - self.base)


def blocks(
    state: pd.Series, trend: pd.DataFrame, plan: pd.DataFrame, changes: pd.DataFrame, fan: Fan, as_of: dt.date
) -> tuple[Block, ...]:
    """The chart of the path, or a sentence where there is nothing to draw.

    state: the row of kr_state; trend, plan, changes: its rows of kr_trend, target_now and kr_goal_change.
    """
    scale = _scale(state, trend)
    rows = [
        *_check_ins(trend, scale),
        *_expected(state, plan, scale),
        *_targets(state, changes, scale),
        *_fan(fan, scale),
    ]
    if not any(line == CHECK_INS for _, line, *_ in rows) and not fan.points:
        return (Note("No check-in yet: the path begins with the first one."),)
    frame = pd.DataFrame(rows, columns=["date", "line", "value", "low", "high"])
    chart = Chart(
        family="band",
        frame=frame.sort_values("date", kind="stable"),
        title="",
        alt=_alt(state, fan, scale),
        x="date",
        y="value",
        low="low",
        high="high",
        color="line",
        unit=scale.unit,
        x_unit="date",
        x_label="Day",
        y_label=scale.label,
        order=(OUTER, INNER, EXPECTED, TARGET, FORECAST, CHECK_INS),
        plain=(EXPECTED, TARGET, FORECAST),
        colors={
            CHECK_INS: "growth",
            EXPECTED: "neutral",
            TARGET: "bau",
            FORECAST: "improvement",
            OUTER: "improvement",
            INNER: "improvement",
        },
        bands=_range(state, trend),
        lines=(*_marks(changes, scale), ("as of", as_of)),
    )
    return (chart,)


def change_words(row: pd.Series) -> str:
    """ "40 → 50", for a row of kr_goal_change."""
    measure: Unit = "percent" if str(row["measure"]).strip() == "%" else "number"
    if pd.notna(row["new_day"]):
        return f"{numbers.date(row['old_day'])} → {numbers.date(row['new_day'])}"
    return f"{numbers.text(row['old_number'], measure)} → {numbers.text(row['new_number'], measure)}"


def _scale(state: pd.Series, trend: pd.DataFrame) -> _Scale:
    number = parts.number_or_none
    base, target, steps = number(state["baseline"]), number(state["target"]), number(state["steps"])
    measure = str(state["measure"]).strip() if pd.notna(state["measure"]) else ""
    unit: Unit = "percent" if measure == "%" else "number"
    named = str(state["metric"]) if pd.notna(state["metric"]) else "Value"
    label = named if measure in ("", "%") or measure.casefold() in named.casefold() else f"{named} ({measure})"
    if trend["value"].notna().any():
        if state["kind"] == "maintain":
            return _Scale(0.0, 1.0, unit, label, own=True)
        if state["kind"] == "milestone" and steps and steps > 0:
            return _Scale(0.0, steps, "number", "Steps done", own=True)
        if state["kind"] == "count" and base is None:
            base = 0.0
        if (
            base is not None
            and target is not None
            and base != target
            and state["how"] in ("computed", "count_from_zero")
        ):
            return _Scale(base, target, unit, label, own=True)
    return _Scale(0.0, 1.0, "percent", "Progress (100 % = target reached)", own=False)


def _check_ins(trend: pd.DataFrame, scale: _Scale) -> Iterable[_Row]:
    column = "value" if scale.own else "progress"
    for day, value in zip(trend["date"], trend[column], strict=True):
        found, known = parts.number_or_none(value), numbers.as_date(day)
        if found is not None and known is not None:
            yield known, CHECK_INS, found, None, None


def _expected(state: pd.Series, plan: pd.DataFrame, scale: _Scale) -> Iterable[_Row]:
    """The whole expected path: corners of a plan given, steps of a milestone, else two ends of a line."""
    start, due = numbers.as_date(state["start"]), numbers.as_date(state["due"])
    if start is None or due is None or start >= due or state["kind"] == "maintain":
        return
    number = parts.number_or_none
    goal = Goal(
        kind=None if pd.isna(state["kind"]) else str(state["kind"]),
        baseline=number(state["baseline"]),
        target=number(state["target"]),
        steps=number(state["steps"]),
        start=start,
        due=due,
    )
    points = _phases(plan)
    for day in _corners(goal, start, due, [day for day, _ in points]):
        share = expected(goal, day, points)
        if share is not None:
            yield day, EXPECTED, scale(share), None, None


def _phases(plan: pd.DataFrame) -> list[tuple[dt.date, float]]:
    pairs = ((numbers.as_date(day), value) for day, value in zip(plan["date"], plan["value"], strict=True))
    return sorted((day, float(value)) for day, value in pairs if day is not None and pd.notna(value))


def _corners(goal: Goal, start: dt.date, due: dt.date, planned: Sequence[dt.date]) -> list[dt.date]:
    steps = int(max(goal.steps or 1, 1))
    if goal.kind != "milestone" or planned or steps > _MOST_STEPS:
        return sorted({start, due, *planned})
    days = (due - start).days
    risen = [start + dt.timedelta(days=-(-days * step // steps)) for step in range(1, steps + 1)]
    return sorted({start, *(day - dt.timedelta(days=1) for day in risen), *risen})


def _targets(state: pd.Series, changes: pd.DataFrame, scale: _Scale) -> Iterable[_Row]:
    """The target as a line that steps where it was changed; in progress it is 100 %."""
    start, due = numbers.as_date(state["start"]), numbers.as_date(state["due"])
    if start is None or due is None or start >= due or (scale.own and state["kind"] == "maintain"):
        return
    level = scale.target
    if scale.own:
        for _, row in changes[changes["field"] == "target"].iterrows():
            day = max(row["date"].date() if hasattr(row["date"], "date") else row["date"], start + dt.timedelta(days=1))
            if day < due:
                yield start, TARGET, float(row["old_number"]), None, None
                yield day - dt.timedelta(days=1), TARGET, float(row["old_number"]), None, None
                yield day, TARGET, float(row["new_number"]), None, None
                start = day
                level = float(row["new_number"])
    yield start, TARGET, level, None, None
    yield due, TARGET, level, None, None


def _fan(fan: Fan, scale: _Scale) -> Iterable[_Row]:
    points = in_values(fan.points, scale.base, scale.target, logs=fan.logs and scale.own)
    for p in points:
        yield p.date, OUTER, None, p.low80, p.high80
        yield p.date, INNER, None, p.low50, p.high50
        yield p.date, FORECAST, p.middle, None, None


def _range(state: pd.Series, trend: pd.DataFrame) -> tuple[tuple[str, float, float], ...]:
    """The range to be kept, an open end as far as the readings go."""
    low, high = parts.number_or_none(state["lower"]), parts.number_or_none(state["upper"])
    if state["kind"] != "maintain" or (low is None and high is None) or not trend["value"].notna().any():
        return ()
    known = [float(value) for value in trend["value"].dropna()]
    ends = (low if low is not None else min(*known, high or 0.0), high if high is not None else max(*known, low or 0.0))
    return (("Range to keep", *ends),)


def _marks(changes: pd.DataFrame, scale: _Scale) -> tuple[tuple[str, object], ...]:
    moved = changes[changes["field"] == "target"] if scale.own else changes.iloc[0:0]
    return tuple((f"target {change_words(row)}", numbers.as_date(row["date"])) for _, row in moved.iterrows())


def _alt(state: pd.Series, fan: Fan, scale: _Scale) -> str:
    said = f"Line of {scale.label} at each check-in, beside the expected path and the target"
    if not fan.points:
        return f"{said}."
    return (
        f"{said}; from the last check-in a fan to the due day {numbers.date(state['due'])} holds 8 of 10 and 5 of 10 "
        "of the likely outcomes."
    )
