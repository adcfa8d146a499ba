"""Cycle against cycle: what each reached, and the key results that went on from one to the next."""

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Chart, Column, Note, Section, Table
from okr_analytics.views import parts
from okr_analytics.views.question import Question

_METRICS = ("achievement", "reached", "on_track_share", "progress_coverage", "key_results")
_CYCLE = ("cycle_key", "cycle", "is_closed", "start")
_MOVED = {"raised": "raised", "eased": "eased", "same": "the same"}


def compared(question: Question) -> Section:
    """Achievement of every cycle side by side, whatever cycle the page is narrowed to."""
    title = "Cycle against cycle"
    every = question.with_filters(cycle=None)
    cycles = every.rows("cycle_state")
    known = {
        key: {"name": name if closed else f"{name} (so far)", "start": start}
        for key, name, closed, start in zip(*(cycles[c] for c in _CYCLE), strict=True)
    }
    rows: dict[object, dict[str, object]] = {}
    for row in every.metrics(*_METRICS, by=("cycle",)):
        key = row.keys["cycle"]
        if key in known:
            rows.setdefault(key, dict(known[key]))[row.metric] = row.value
    if len(rows) < 2:
        return Section("cycles", title, (Note("With a second cycle, this shows them side by side."),), missing=True)
    frame = pd.DataFrame(list(rows.values())).sort_values("start")
    chart = Chart(
        family="bar",
        frame=frame,
        title="Mean achievement of the key results by cycle",
        alt="Bars: the mean achievement of each cycle's key results, from the first cycle to the last",
        x="name",
        y="achievement",
        unit="percent",
        x_label="Cycle",
        y_label="Achievement",
        colors={"": "growth"},
    )
    columns = (
        Column("name", "Cycle"),
        Column("achievement", "Achievement", "percent"),
        Column("reached", "Reached", "percent"),
        Column("on_track_share", "On track or done", "percent"),
        Column("progress_coverage", "With a value", "percent"),
        Column("key_results", "Key results", "count"),
    )
    told = frame.dropna(subset=["achievement"]).tail(2)
    says = [f"{numbers.text(float(row['achievement']), 'percent')} in {row['name']}" for _, row in told.iterrows()]
    return Section(
        "cycles",
        title,
        (chart, Table(columns, frame)),
        question.definition("achievement"),
        says=f"Mean achievement: {', '.join(says)}." if says else "",
    )


def carried(question: Question) -> Section:
    """Key results that a unit took along from its cycle before, and what moved."""
    frame = question.rows("kr_carried").sort_values(["cycle", "unit", "title"])
    title = "Carried over from the cycle before"
    if frame.empty:
        note = Note("No key result stood in its unit's cycle before, by its title or its metric.")
        return Section("carried", title, (note,), missing=True)
    shown = frame.assign(moved=[_MOVED.get(str(word), "") for word in frame["target_moved"]])
    columns = (
        Column("title", "Key result"),
        Column("unit", "Unit"),
        Column("before_cycle", "Before"),
        Column("before_progress", "Reached then", "percent"),
        Column("before_value", "Ended at", "number", role="measured"),
        Column("baseline", "Starts from", "number", role="measured"),
        Column("before_target", "Target then", "number", role="measured"),
        Column("target", "Target now", "number", role="measured"),
        Column("moved", "The target was"),
        Column("progress", "Progress now", "percent"),
        Column("status", "Status", role="status"),
        parts.FILE,
        parts.CELL,
    )
    unreached = int((frame["before_progress"].astype(float) < 1).sum())
    eased = int((frame["target_moved"] == "eased").sum())
    lead = (
        f"{len(frame)} key results stood in the unit's cycle before, by the same title but for its numbers or by the same "
        f"metric; {unreached} of them had not reached their target then"
        f"{f', {eased} of them with an easier target now' if eased else ''}."
    )
    return Section("carried", title, (Table(columns, shown, key="key_result_key"),), lead)
