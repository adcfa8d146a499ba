"""Small multiples of KPIs: readings, the ranges that held on each day, and the readings that fell outside them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Note, Section
from okr_analytics.views import parts

MOST_CHARTS = 12
_PLACE = {"unhealthy": 0, "warning": 1, "unknown": 2, "healthy": 3}
_HEALTHY, _BELOW, _ABOVE, _READING = "Healthy range", "Warning range", "Warning range above", "Readings"
_OUTSIDE = {"warning": "In the warning range", "unhealthy": "Outside the ranges"}
_ORDER = (_BELOW, _ABOVE, _HEALTHY, _READING, *_OUTSIDE.values())
_COLORS = {
    _HEALTHY: "healthy",
    _BELOW: "warning",
    _ABOVE: "warning",
    _READING: "neutral",
    _OUTSIDE["warning"]: "warning",
    _OUTSIDE["unhealthy"]: "unhealthy",
}
Row = Mapping[str, Any]


def trends(state: pd.DataFrame, trend: pd.DataFrame, lines: tuple[tuple[str, object], ...] = ()) -> Section:
    """One chart a KPI, first what needs a look; `lines` are days to mark, such as the start of a cycle."""
    ordered = state.assign(place=state["health"].map(_PLACE)).sort_values(["place", "unit", "name"])
    drawable = ordered[ordered["readings"] > 1]
    shown = drawable.head(MOST_CHARTS)
    own = readings_of(trend, set(shown["kpi_key"]))
    blocks: list[Block] = [_chart(kpi, own[str(kpi["kpi_key"])], lines) for kpi in parts.records(shown)]
    if len(drawable) > len(blocks):
        more = numbers.counted(len(drawable) - len(blocks), "more KPI")
        blocks.append(Note(f"{more} {'stands' if more.startswith('1 ') else 'stand'} in the list of all KPIs."))
    if not blocks:
        blocks.append(Note("No KPI has two readings yet: the second one draws the first line."))
    return Section(
        "trends",
        "Readings and ranges",
        tuple(blocks),
        "Green is the range that held on each day, amber its warning range, open ends drawn to the edge. A changed range "
        "begins on its day and leaves the colour of earlier readings alone. First what needs a look.",
        columns=3,
        says=_needs_a_look(state),
    )


def _needs_a_look(state: pd.DataFrame) -> str:
    """How many KPIs lie outside their range or close to its edge."""
    outside, close = (int((state["health"] == name).sum()) for name in ("unhealthy", "warning"))
    if not outside and not close:
        return "No KPI lies outside its range or close to its edge." if len(state) else ""
    return f"{numbers.counted(outside, 'KPI')} outside {'its' if outside == 1 else 'their'} range, {close} close to the edge."


def readings_of(trend: pd.DataFrame, keys: Iterable[str]) -> dict[str, list[Row]]:
    """The readings of some KPIs, by key, in the order of their days."""
    wanted = set(keys)
    found: dict[str, list[Row]] = {key: [] for key in wanted}
    for row in parts.records(trend[trend["kpi_key"].isin(wanted)].sort_values("date")):
        found[row["kpi_key"]].append(row)
    return found


def range_words(low: object, high: object, measure: object) -> str:
    """ "80 % – 90 %", "from 80 %", "up to 45", for sentences and tables; "none" where both ends are open."""
    unit = numbers.unit_of(measure)
    start, end = parts.number_or_none(low), parts.number_or_none(high)
    if start is None and end is None:
        return "none"
    if start is None:
        return f"up to {numbers.text(end, unit)}"
    return (
        f"from {numbers.text(start, unit)}"
        if end is None
        else f"{numbers.text(start, unit)} – {numbers.text(end, unit)}"
    )


def _chart(kpi: Row, readings: Sequence[Row], lines: tuple[tuple[str, object], ...]) -> Chart:
    frame = pd.DataFrame([*_ranges(readings), *_points(readings)], columns=["what", "date", "value", "low", "high"])
    first, last = readings[0]["date"], readings[-1]["date"]
    unit = numbers.unit_of(kpi["measure"])
    named = kpi["measure"] if unit == "number" and not numbers.is_unknown(kpi["measure"]) else ""
    return Chart(
        family="band",
        frame=frame,
        title=f"{kpi['name']} ({kpi['unit'] or 'no unit'}): {state_words(kpi)}",
        alt=f"Readings of {kpi['name']} over the healthy and warning ranges that held on each day: {state_words(kpi)}",
        x="date",
        y="value",
        low="low",
        high="high",
        color="what",
        order=_ORDER,
        colors=_COLORS,
        x_unit="date",
        unit=unit,
        x_label="Day",
        y_label=str(named or "Value"),
        plain=(),
        lines=tuple((label, day) for label, day in lines if first <= pd.Timestamp(str(day)) <= last),
    )


def state_words(kpi: Row) -> str:
    """ "unhealthy for 3 readings", and since when it is back where it recovered."""
    word = texts.word(texts.STATUSES, kpi["health"]).lower()
    streak = int(kpi["streak"] or 0)
    if kpi["health"] == "unknown" or not streak:
        return word
    said = f"{word} for {numbers.text(streak, 'count')} reading{'' if streak == 1 else 's'}"
    back = kpi["health"] == "healthy" and kpi["health_before"] in ("warning", "unhealthy")
    return f"{said}, back in its range" if back else said


def _ranges(readings: Sequence[Row]) -> list[tuple[object, ...]]:
    """Each range from its first day to the day before the next one, as bands of two points."""
    spans: list[tuple[Any, Any, Row]] = []
    for row in readings:
        if not spans or spans[-1][2]["range_number"] != row["range_number"]:
            start = row["date"] if not spans or pd.isna(row["range_from"]) else row["range_from"]
            if spans:
                spans[-1] = (spans[-1][0], max(spans[-1][0], start - pd.Timedelta(days=1)), spans[-1][2])
            spans.append((start, row["date"], row))
        spans[-1] = (spans[-1][0], row["date"], spans[-1][2])
    found: list[tuple[object, ...]] = []
    for start, end, row in spans:
        for what, low, high in _bands(row):
            found += [(what, start, None, low, high), (what, end, None, low, high)]
    return found


def _bands(row: Row) -> list[tuple[str, float | None, float | None]]:
    low, high, below, above = (
        parts.number_or_none(row[name]) for name in ("healthy_low", "healthy_high", "warning_low", "warning_high")
    )
    found = [(_HEALTHY, low, high)] if low is not None or high is not None else []
    if low is not None and below is not None and below < low:
        found.append((_BELOW, below, low))
    if high is not None and above is not None and above > high:
        found.append((_ABOVE, high, above))
    return found


def _points(readings: Sequence[Row]) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = [(_READING, row["date"], row["value"], None, None) for row in readings]
    for health, what in _OUTSIDE.items():
        if any(row["health"] == health for row in readings):
            own = ((row["date"], row["value"] if row["health"] == health else None) for row in readings)
            found += [(what, day, value, None, None) for day, value in own]
    return found
