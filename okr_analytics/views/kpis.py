"""KPI health: are we keeping our commitments, and which ranges changed? Ranges are dated: the past keeps its colour."""

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, Tone, View
from okr_analytics.views import parts
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
METRICS = ("kpis", "kpis_healthy_share", "kpis_unhealthy", "kpi_unknown")
MOST_CHARTS = 12


def build(question: Question) -> View:
    """The view under the question's filters."""
    state = question.rows("kpi_state")
    trend = question.rows("kpi_trend")
    return View(
        key="kpis",
        title="KPI health",
        question="Are we keeping our commitments, and have the ranges moved?",
        headline=headline(state),
        sections=(
            Section("figures", "", (Tiles(tuple(_tile(question, name) for name in METRICS)),)),
            _by_unit(state),
            _trends(state, trend),
            _changed_ranges(trend),
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
        tone = "bad" if row.value else "good"
    elif name == "kpi_unknown":
        tone = "unknown" if row.value else "neutral"
    return parts.tile(row, tone=tone)


def headline(state: pd.DataFrame) -> str:
    """How many KPIs are in their range, and which are not, in a sentence."""
    if state.empty:
        return "No KPIs under these filters yet."
    counts = state["health"].value_counts()
    bad = state[state["health"] == "unhealthy"]["name"]
    unknown = int(counts.get("unknown", 0))
    said = f"{parts.share(float(counts.get('healthy', 0)), len(state))} KPIs are in their healthy range"
    if len(bad):
        said += f"; outside it: {parts.words_of(bad)}"
    if unknown:
        said += f"; {numbers.text(unknown, 'count')} can't be judged"
    return f"{said}."


def _by_unit(state: pd.DataFrame) -> Section:
    frame = state[["unit", "health"]].value_counts().rename("kpis").reset_index()
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
        y_label="KPIs",
        order=("healthy", "warning", "unhealthy", "unknown"),
        colors={name: name for name in ("healthy", "warning", "unhealthy", "unknown")},
        labels=dict(texts.STATUSES),
    )
    return Section("units", "By unit", (chart,))


def _trends(state: pd.DataFrame, trend: pd.DataFrame) -> Section:
    place = {"unhealthy": 0, "warning": 1, "unknown": 2, "healthy": 3}
    ordered = state.assign(place=state["health"].map(place)).sort_values(["place", "unit", "name"])
    charts: list[Block] = []
    for _, kpi in ordered[ordered["readings"] > 1].head(MOST_CHARTS).iterrows():
        rows = trend[trend["kpi_key"] == kpi["kpi_key"]].sort_values("date")
        word = texts.word(texts.STATUSES, kpi["health"]).lower()
        charts.append(
            Chart(
                family="band",
                frame=rows,
                title=f"{kpi['name']} ({kpi['unit'] or 'no unit'}): {word}",
                alt=f"Readings of {kpi['name']} with the healthy range that held on each day behind them",
                x="date",
                y="value",
                low="healthy_low",
                high="healthy_high",
                x_unit="date",
                unit="percent" if str(kpi["measure"]).strip() == "%" else "number",
                y_label=str(kpi["measure"]) if pd.notna(kpi["measure"]) and kpi["measure"] != "%" else "Value",
                x_label="",
            )
        )
    rest = int((ordered["readings"] > 1).sum()) - len(charts)
    if rest > 0:
        charts.append(Note(f"{rest} more KPIs are in the list below; filter by unit to draw them."))
    return Section(
        "trends",
        "Readings and ranges",
        tuple(charts),
        "The shaded range is the one that held on each day, open ends drawn to the edge; first what needs a look.",
        columns=3,
    )


def _changed_ranges(trend: pd.DataFrame) -> Section:
    changed = trend[trend["range_changed"].fillna(False).astype(bool)].sort_values("date", ascending=False)
    columns = (
        Column("range_from", "Since", "date"),
        Column("name", "KPI"),
        Column("unit", "Unit"),
        Column("healthy_low", "Healthy from", "number", role="measured"),
        Column("healthy_high", "Healthy to", "number", role="measured"),
        Column("previous_health", "Before", role="status"),
        Column("health", "After", role="status"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(columns, changed, empty="No range has changed.")
    return Section(
        "ranges", "Ranges that changed", (table,), "A new range colours only the readings from its first day on."
    )


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
        Column("why", "Why this colour"),
        Column("unit", "Unit"),
        Column("owner", "Owner"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(columns, frame.sort_values(["unit", "name"]), empty="No KPIs under these filters.")
    return Section("kpis", "All KPIs", (table,))
