"""Bars beside each other, stacked or as shares of a whole."""

from okr_analytics.charts import marks
from okr_analytics.charts.families.pen import Drawn, Json, Pen, date_axis, fill, halo, name_axis, place, value_axis
from okr_analytics.charts.marks import Series, cells, number, word
from okr_analytics.charts.plotly_text import hover, safe, wrapped
from okr_analytics.charts.template import ink_on
from okr_analytics.document import Unit


def bar(pen: Pen) -> Drawn:
    """Bars of one or several colours; names too long to stand make the bars lie."""
    chart, colors = pen.chart, pen.colors
    sideways, groups = marks.is_horizontal(chart), marks.series(chart, colors)
    totals = marks.totals(chart) if chart.stack == "percent" else {}
    traces = [_bars(group, totals, sideways, pen) for group in groups]
    unit: Unit = "percent" if chart.stack == "percent" else chart.unit
    values = value_axis(chart.y_label, unit, marks.heading(chart, chart.y)) | {"rangemode": "tozero"}
    names = marks.categories(chart, chart.x)
    category = name_axis(chart, names, chart.x_label, 20 if sideways else max(6, 44 // len(names)))
    if chart.x_unit == "date":
        category = date_axis(pen, marks.days_covered(chart))
    layout: Json = {
        "barmode": "group" if chart.stack == "none" else "relative",
        "bargap": 0.3,
        "bargroupgap": 0.05,
        "showlegend": bool(chart.color),
        "uniformtext": {"mode": "hide", "minsize": 10},
    }
    if chart.stack == "percent":
        values["range"] = [0, 1]
    thick = len(groups) if chart.stack == "none" else 1
    if not sideways:
        return Drawn(traces, 330, category, values, layout)
    legend = 60 if chart.color else 0  # on a narrow screen its entries stand below each other
    height = 110 + legend + len(names) * max(34, 20 * thick)
    return Drawn(traces, height, values, category | {"autorange": "reversed"}, layout)


def _bars(group: Series, totals: dict[str, float], sideways: bool, pen: Pen) -> Json:
    chart, colors = pen.chart, pen.colors
    names, values = cells(group.rows, chart.x), [number(v) for v in cells(group.rows, chart.y)]
    shares = [_share(value, totals.get(str(name))) for name, value in zip(names, values, strict=True)]
    shown = shares if chart.stack == "percent" else values
    unit: Unit = "percent" if chart.stack == "percent" else chart.unit
    written = [pen.say(value, unit) if value is not None else "" for value in shown]
    crowded = chart.stack == "none" and len(chart.frame) > 40
    across = [place(chart, name) for name in names]
    return {
        "type": "bar",
        "name": wrapped(group.label, 28, 1),
        "orientation": "h" if sideways else "v",
        "x": shown if sideways else across,
        "y": across if sideways else shown,
        "text": [] if crowded else [safe(text) for text in written],
        "textposition": "auto" if chart.stack == "none" else "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "cliponaxis": False,
        "insidetextfont": {
            "color": ink_on(group.look.color),
            "size": 11,
            "weight": 600,
            "shadow": halo(group.look.color),
        },
        "marker": fill(group.look, colors),
        "hoverinfo": "text",
        "hovertext": [
            _bar_hover(pen, group, name, value, share) for name, value, share in zip(names, values, shares, strict=True)
        ],
    }


def _bar_hover(pen: Pen, group: Series, name: object, value: float | None, share: float | None) -> str:
    chart = pen.chart
    label = group.label if chart.color else (chart.y_label or chart.title)
    rows = [(label, pen.say(value))]
    if chart.stack == "percent" and chart.unit != "percent":
        rows.append(("Share", pen.say(share, "percent")))
    head = pen.day(name) if chart.x_unit == "date" else word(chart, name)
    return hover(head, *rows)


def _share(value: float | None, total: float | None) -> float | None:
    return value / total if value is not None and total else None
