"""KPI health: are we keeping our commitments, and which ranges changed? Ranges are dated: the past keeps its colour."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Chart, Column, Note, Section, Table, Tile, Tiles, Tone, View
from okr_analytics.views import arrived, kpi_cycles, nothing, parts
from okr_analytics.views.derived import Need
from okr_analytics.views.kpi_charts import range_words, trends
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
_ASKED = "Are we keeping our commitments, and have the ranges moved?"
METRICS = ("kpis", "kpis_healthy_share", "kpis_unhealthy", "kpi_unknown")
_CHANGES = {"tightened": "tightened", "loosened": "loosened", "moved": "moved", "other": "other than the range itself"}


def build(question: Question) -> View:
    """The view under the question's filters, with what was accepted from the key results."""
    return arrived.added(_loaded(question), question, arrived.KPI_HEALTH)


def _loaded(question: Question) -> View:
    state = question.rows("kpi_state")
    if state.empty:
        return nothing.view(
            question,
            "kpis",
            "KPI health",
            _ASKED,
            source="kpi_state",
            things="KPIs",
            advice="Upload a sheet of KPIs on the page Data, with readings by day or month and the range that is healthy.",
        )
    trend = question.rows("kpi_trend")
    changes = question.rows("kpi_range_change")
    found = kpi_cycles.beside(question, state, trend, changes)
    return View(
        key="kpis",
        title="KPI health",
        question=_ASKED,
        headline=headline(state),
        sections=(
            Section("figures", "", (Tiles(tuple(_tile(question, name) for name in METRICS)),)),
            _by_unit(state),
            kpi_cycles.section(found),
            trends(state, trend, _starts(found)),
            _changed_ranges(question, changes, found),
            _list(state),
        ),
        provenance=parts.provenance(question, METRICS),
    )


def _tile(question: Question, name: str) -> Tile:
    row = question.metric(name)
    tone: Tone = "neutral"
    if name == "kpis_healthy_share":
        tone = parts.tone_of_share(row.value, 0.8, 0.6)
    elif name == "kpis_unhealthy":
        tone = "bad" if row.value else "good" if row.coverage else "unknown"
    elif name == "kpi_unknown":
        tone = "unknown" if row.value else "neutral"
    return parts.tile(row, tone=tone)


def headline(state: pd.DataFrame) -> str:
    """How many KPIs are in their range, and which are not, in a sentence."""
    if state.empty:
        return "No KPIs under these filters yet."
    counts = state["health"].value_counts()
    bad = state[state["health"] == "unhealthy"]["name"].sort_values()
    unknown = int(counts.get("unknown", 0))
    if unknown == len(state):
        reasons = state["health_reason"].value_counts().index
        because = f": {texts.word(texts.REASONS, reasons[0])}" if len(reasons) else ""
        return f"{numbers.counted(unknown, 'KPI')}, none of which can be judged{because}."
    if len(state) == 1:
        inside = "in its healthy range" if counts.get("healthy") else "not in its healthy range"
        return f"The KPI {parts.shortened(state['name'].iloc[0])} is {inside}."
    said = f"{parts.share(float(counts.get('healthy', 0)), len(state))} KPIs are in their healthy range"
    if len(bad):
        said += f"; outside it: {parts.words_of(bad)}"
    if unknown:
        said += f"; {numbers.text(unknown, 'count')} can't be judged"
    return f"{said}."


def _by_unit(state: pd.DataFrame) -> Section:
    frame = state.fillna({"unit": texts.NO_UNIT}).groupby(["unit", "health"]).size().rename("kpis").reset_index()
    chart = Chart(
        family="bar",
        frame=frame,
        title="KPIs by unit and health",
        alt="Stacked bars: how many KPIs of each unit are healthy, in the warning range, unhealthy or unknown",
        x="unit",
        y="kpis",
        color="health",
        stack="stacked",
        horizontal=True,
        unit="count",
        x_label="Unit",
        y_label="KPIs",
        order=("healthy", "warning", "unhealthy", "unknown"),
        colors={name: name for name in ("healthy", "warning", "unhealthy", "unknown")},
        labels=dict(texts.STATUSES),
    )
    return Section("units", "By unit", (chart,), says=_most_outside(state))


def _most_outside(state: pd.DataFrame) -> str:
    """In which units most KPIs lie outside their range."""
    outside = state[state["health"] == "unhealthy"]["unit"].dropna().value_counts()
    if outside.empty or state["unit"].nunique() < 2:
        return ""
    first = sorted(outside[outside == outside.iloc[0]].index)
    count = int(outside.iloc[0])
    are = f"{numbers.counted(count, 'KPI')} outside {'its' if count == 1 else 'their'} range"
    return f"{parts.words_of(first)}: {are}{' each' if len(first) > 1 else ''}, more than any other unit."


def _changed_ranges(question: Question, changes: pd.DataFrame, found: kpi_cycles.Beside | None) -> Section:
    title, lead = "Ranges that changed", "A new range colours only the readings from its first day on."
    if changes.empty:
        return Section("ranges", title, (Note("No range has changed yet."),), lead, missing=True)
    aims = found.aims if found else {}
    frame = changes.assign(
        old=[_range(row, "old_low", "old_high") for row in parts.records(changes)],
        new=[_range(row, "healthy_low", "healthy_high") for row in parts.records(changes)],
        change=changes["change"].map(_CHANGES),
        aimed=[_codes(aims.get(key, ())) for key in changes["kpi_key"]],
        units=[_units(unit, aims.get(key, ())) for unit, key in zip(changes["unit"], changes["kpi_key"], strict=True)],
    ).sort_values("date", ascending=False)
    columns = (
        Column("date", "Since", "date"),
        Column("name", "KPI"),
        Column("change", "Change"),
        Column("old", "Healthy before"),
        Column("new", "Healthy now"),
        Column("health_before", "Colour before", role="status"),
        Column("health_after", "First under the new range", role="status"),
        Column("health_now", "Latest", role="status"),
        Column("health_under_old", "Latest by the old range", role="status"),
        Column("readings_since", "Readings since", "count"),
        Column("units", "Units concerned"),
        Column("aimed", "Key results on the same measure"),
        parts.FILE,
        parts.CELL,
    )
    return Section("ranges", title, (Table(columns, frame),), lead, says=_changed_words(changes))


def _changed_words(changes: pd.DataFrame) -> str:
    counts = changes["change"].value_counts()
    said = ", ".join(
        f"{numbers.text(int(counts[name]), 'count')} {word}" for name, word in _CHANGES.items() if name in counts
    )
    other = changes["health_now"].ne(changes["health_under_old"]) & changes["readings_since"].gt(0)
    apart = (
        f"; {parts.words_of(changes[other]['name'])} would show another colour by the old range" if other.any() else ""
    )
    return f"Ranges changed so far: {said}{apart}."


def _range(row: Mapping[str, Any], low: str, high: str) -> str:
    return range_words(row[low], row[high], row["measure"])


def _codes(results: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(str(row["code"] if pd.notna(row["code"]) else row["title"]) for row in results) or "none"


def _units(unit: object, results: Iterable[Mapping[str, Any]]) -> str:
    named = [unit, *(row["unit"] for row in results)]
    return ", ".join(dict.fromkeys(str(name) for name in named if pd.notna(name)))


def _starts(found: kpi_cycles.Beside | None) -> tuple[tuple[str, object], ...]:
    return () if found is None else ((str(found.cycle["cycle"]), found.cycle["start"].date()),)


def _list(state: pd.DataFrame) -> Section:
    frame = state.assign(why=[texts.word(texts.REASONS, reason) for reason in state["health_reason"]])
    columns = (
        Column("code", "Code"),
        Column("name", "KPI"),
        Column("health", "Health", role="status"),
        Column("value", "Value", "number", role="measured"),
        Column("measure", "Measure"),
        Column("healthy_low", "Healthy from", "number", role="measured"),
        Column("healthy_high", "Healthy to", "number", role="measured"),
        Column("target", "Target", "number", role="measured"),
        Column("date", "Reading", "date"),
        Column("streak", "Readings in this state", "count"),
        Column("healthy_share", "Healthy readings", "percent"),
        Column(
            "healthy_time", "Time in range", "percent", help="Share of the days; a reading holds until the next one"
        ),
        Column("recoveries", "Recoveries", "count", help="How often it came back into its range"),
        Column("last_recovery", "Last recovery", "date"),
        Column("why", "Why this colour"),
        Column("unit", "Unit"),
        Column("owner", "Owner"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(columns, frame.sort_values(["unit", "name"]), empty="No KPIs under these filters.")
    return Section("kpis", "All KPIs", (table,))
