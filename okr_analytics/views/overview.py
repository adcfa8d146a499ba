"""Overview: the three conversations side by side, what changed since the last load, what needs attention."""

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Column, Note, Section, Table, Tile, Tiles, View
from okr_analytics.metrics.changes import changes_since, previous_event
from okr_analytics.views import effort, moved, parts, shares, since
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
METRICS = (
    "progress",
    "expected_progress",
    "on_track_share",
    "kpis_healthy_share",
    "projects_on_track_share",
    "effort_share",
)
_MOST_CHANGES = 60


def build(question: Question) -> View:
    """The view under the question's filters."""
    return View(
        key="overview",
        title="Overview",
        question="Where do our three conversations stand?",
        headline=headline(question),
        sections=(_conversations(question), _effort(question), _attention(question), _changed(question)),
        provenance=parts.provenance(question, METRICS),
    )


def headline(question: Question) -> str:
    """The state of growth, health and improvement in one sentence; what nobody knows is left out."""
    progress, expected, healthy, projects = (question.metric(n) for n in (*METRICS[:2], *METRICS[3:5]))
    said = []
    if progress.value is not None:
        against = f" of {numbers.text(expected.value, 'percent')} expected" if expected.value is not None else ""
        said.append(f"key results stand at {numbers.text(progress.value, 'percent')}{against}")
    if healthy.value is not None:
        said.append(f"{numbers.text(healthy.value, 'percent')} of the KPIs are healthy")
    if projects.value is not None:
        said.append(f"{numbers.text(projects.value, 'percent')} of the projects are on track")
    if not said:
        return "Nothing under these filters has a value yet."
    sentence = ", ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _conversations(question: Question) -> Section:
    split = _split(question)
    progress, on_track = question.metric("progress"), question.metric("on_track_share")
    healthy, projects = question.metric("kpis_healthy_share"), question.metric("projects_on_track_share")
    unhealthy, overdue = question.metric("kpis_unhealthy"), question.metric("milestones_overdue")
    behind = question.metric("progress_gap").value  # over the key results whose progress and expectation are both known
    gap = None if behind is None else -behind
    groups = (
        (
            "growth",
            (
                parts.tile(progress, delta=gap, than="against expected"),
                parts.tile(on_track, label="Key results on track"),
            ),
        ),
        ("bau", (parts.tile(healthy), parts.tile(unhealthy, tone="bad" if unhealthy.value else "neutral"))),
        ("improvement", (parts.tile(projects), parts.tile(overdue, tone="bad" if overdue.value else "neutral"))),
    )
    blocks: list[Block] = []
    for name, tiles in groups:
        blocks.append(Note(_QUESTIONS[name]))
        blocks.append(Tiles((_effort_tile(name, split, question), *tiles)))
    return Section("conversations", "Three conversations", tuple(blocks))


_QUESTIONS = {
    "growth": "Growth, held with OKRs: what do we want to change, and is it changing?",
    "bau": "Business as usual, held with KPIs: are we keeping our commitments?",
    "improvement": "Improvement, held with strategic projects: how far along is the plan?",
}


def _split(question: Question) -> pd.DataFrame:
    measure = shares.measure_of(question)
    if measure is None:
        return pd.DataFrame(columns=["conversation", "actual", "planned"])
    return shares.of(question.with_filters(measure=measure))


def _effort_tile(name: str, split: pd.DataFrame, question: Question) -> Tile:
    found = split[split["conversation"] == name]
    actual = parts.number_or_none(found["actual"].iloc[0]) if len(found) else None
    planned = parts.number_or_none(found["planned"].iloc[0]) if len(found) else None
    return Tile(
        "Share of effort",
        actual,
        "percent",
        delta=None if actual is None or planned is None else actual - planned,
        delta_label="against plan",
        tone="unknown" if actual is None else "neutral",
        note=question.definition("effort_share"),
        metric="effort_share",
    )


def _effort(question: Question) -> Section:
    split = _split(question)
    if split[["planned", "actual"]].isna().all(axis=None):
        note = Note(
            "No effort is loaded yet: the split of growth, business as usual and improvement needs an effort sheet."
        )
        return Section("effort", "Where the effort goes", (note,), missing=True)
    chart = shares.planned_and_actual(split, "Planned and actual effort")
    return Section("effort", "Where the effort goes", (chart,), effort.headline(split))


def _attention(question: Question) -> Section:
    frame = question.rows("attention")
    if frame.empty:
        told = question.metrics("progress", "kpis_healthy_share", "projects_on_track_share")
        if all(row.value is None for row in told):
            note = Note("Nothing has a value yet, so nobody can tell what needs attention.", "unknown")
        else:
            note = Note("Nothing stands out on this day.", "good")
        return Section("attention", "Needs attention", (note,))
    frame = frame.sort_values(["severity", "item_kind", "unit", "title"])
    frame = frame.assign(
        reason=[texts.word(texts.ATTENTION, reason) for reason in frame["reason"]],
        item=[texts.word(texts.KINDS, kind) for kind in frame["item_kind"]],
    )
    columns = (
        Column("reason", "Why"),
        Column("title", "Item"),
        Column("unit", "Unit"),
        Column("owner", "Owner"),
        Column("value", "Value", "number", role="measured"),
        Column("reference", "Should be", "number", role="measured"),
        Column("measure", "Measure"),
        Column("on_day", "Day", "date"),
        parts.FILE,
        parts.CELL,
    )
    first = int((frame["severity"] == 1).sum())
    urgent = f", {numbers.text(first, 'count')} of them first of all" if first else ""
    lead = f"{numbers.counted(len(frame), 'item')} {'needs' if len(frame) == 1 else 'need'} attention{urgent}."
    return Section("attention", "Needs attention", (Table(columns, frame),), lead)


def _changed(question: Question) -> Section:
    day = moved.since_of(question)
    if day is not None:
        return since.against_day(question, day, f"What moved since {numbers.date(day, question.policy.locale)}")
    loads = question.rows("load_state").sort_values("load_id")
    title = "What changed since the last load"
    if len(loads) < 2:
        note = Note("This is the first load: from the second one on, this tells what changed.")
        return Section("changed", title, (note,), missing=True)
    last = loads.iloc[-1]
    frame = changes_since(question.database, previous_event(question.database, question.filters), question.filters)
    lead = f"Against the state before load {int(last['load_id'])} ({last['file']})."
    return Section("changed", title, since.differences(frame, _MOST_CHANGES), lead)
