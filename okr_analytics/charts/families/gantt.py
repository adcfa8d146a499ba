"""Items from their start to their end, with the share that is done."""

import datetime as dt
from typing import TypeAlias

import pandas as pd

from okr_analytics.charts import marks
from okr_analytics.charts.families.pen import Drawn, Json, Pen, date_axis, fill, name_axis
from okr_analytics.charts.marks import Series, cells, number, word
from okr_analytics.charts.plotly_text import hover, safe, wrapped
from okr_analytics.document import Chart

_DAY_MS = 86_400_000


def gantt(pen: Pen) -> Drawn:
    """Plan bars with a thinner bar for what is done."""
    chart, colors = pen.chart, pen.colors
    traces: list[Json] = []
    for group in marks.series(chart, colors):
        spans = [_span(low, high) for low, high in _pairs(group.rows, chart)]
        done = [number(v) for v in cells(group.rows, chart.value)]
        items = cells(group.rows, chart.y)
        told = [
            _gantt_hover(pen, group, item, span, share) for item, span, share in zip(items, spans, done, strict=True)
        ]
        shared: Json = {
            "type": "bar",
            "orientation": "h",
            "y": [safe(word(chart, item)) for item in items],
            "base": [start.isoformat() if start else None for start, _ in spans],
            "hoverinfo": "text",
            "hovertext": told,
            "legendgroup": group.name or "all",
        }
        plan = fill(group.look, colors) | {"opacity": 0.55 if chart.value else 1.0}
        days = [_length(span) for span in spans]
        traces.append(shared | {"name": wrapped(group.label, 28, 1), "x": days, "width": 0.62, "marker": plan})
        if chart.value:
            part = [None if d is None else d * min(max(s or 0.0, 0.0), 1.0) for d, s in zip(days, done, strict=True)]
            full = {"color": group.look.color}
            traces.append(shared | {"name": "done", "x": part, "width": 0.28, "marker": full, "showlegend": False})
    items = marks.categories(chart, chart.y)
    category = name_axis(chart, items, chart.y_label)
    return Drawn(
        traces,
        100 + 30 * len(items),
        date_axis(pen, marks.days_covered(chart)),
        category | {"autorange": "reversed"},
        {"barmode": "overlay", "showlegend": bool(chart.color)},
    )


def _pairs(rows: pd.DataFrame, chart: Chart) -> list[tuple[object, object]]:
    return list(zip(cells(rows, chart.low), cells(rows, chart.high), strict=True))


_Days: TypeAlias = tuple[dt.date | None, dt.date | None]


def _span(low: object, high: object) -> _Days:
    """Start and end; where one is missing the item is a single day, so that it stays visible."""
    start, end = marks.day(low), marks.day(high)
    return start or end, end or start


def _length(span: _Days) -> float | None:
    start, end = span
    return None if start is None or end is None else float(max((end - start).days + 1, 1) * _DAY_MS)


def _gantt_hover(pen: Pen, group: Series, item: object, span: _Days, done: float | None) -> str:
    chart = pen.chart
    rows = [("", f"{pen.day(span[0])} – {pen.day(span[1])}")]
    if chart.color:
        rows.append(("", group.label))
    if chart.value:
        rows.append(("Done", pen.say(done, "percent")))
    return hover(word(chart, item), *rows)
