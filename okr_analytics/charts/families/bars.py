"""Bars beside each other, stacked or as shares of a whole, and bullets: actual against target and range."""

from okr_analytics.charts import marks
from okr_analytics.charts.families.pen import Drawn, Json, Pen, date_axis, fill, name_axis, place, value_axis
from okr_analytics.charts.marks import Series, cells, number, word
from okr_analytics.charts.plotly_text import hover, safe, wrapped
from okr_analytics.charts.template import Look, Palette, ink_on, look
from okr_analytics.document import Chart, Unit


def bar(pen: Pen) -> Drawn:
    """Bars of one or several colours; names too long to stand make the bars lie."""
    chart, colors = pen.chart, pen.colors
    sideways, groups = marks.is_horizontal(chart), marks.series(chart, colors)
    totals = marks.totals(chart) if chart.stack == "percent" else {}
    traces = [_bars(group, totals, sideways, pen) for group in groups]
    unit: Unit = "percent" if chart.stack == "percent" else chart.unit
    values = value_axis(chart.y_label, unit, chart.y) | {"rangemode": "tozero"}
    names = marks.categories(chart, chart.x)
    category = name_axis(chart, names, chart.x_label)
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
    height = 110 + len(names) * max(34, 20 * thick)
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
        "insidetextfont": {"color": ink_on(group.look.color), "size": 11},
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


def bullet(pen: Pen) -> Drawn:
    """Lying bars with the target as a stroke and the healthy range behind."""
    chart, colors = pen.chart, pen.colors
    rows = chart.frame
    names = [safe(word(chart, value)) for value in cells(rows, chart.y)]
    low, high = ([number(v) for v in cells(rows, column)] for column in (chart.low, chart.high))
    actual, target = ([number(v) for v in cells(rows, column)] for column in (chart.x, chart.target))
    told = [
        hover(
            word(chart, name),
            (chart.x_label or "Actual", pen.say(actual[i])),
            ("Target", pen.say(target[i])),
            ("Range", f"{pen.say(low[i])} – {pen.say(high[i])}"),
        )
        for i, name in enumerate(cells(rows, chart.y))
    ]
    shared: Json = {"type": "bar", "orientation": "h", "y": names, "hoverinfo": "text", "hovertext": told}
    looks = _looks_by_row(chart, colors)
    widths = [None if a is None and b is None else (b or 0) - (a or 0) for a, b in zip(low, high, strict=True)]
    traces = [
        shared
        | {
            "name": "Range",
            "x": widths,
            "base": [v or 0 for v in low],
            "width": 0.75,
            "marker": {"color": colors.grid},
        },
        shared
        | {
            "name": wrapped(chart.x_label or "Actual", 28, 1),
            "x": actual,
            "width": 0.36,
            "marker": {"color": [style.color for style in looks]},
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": "Target",
            "x": target,
            "y": names,
            "hoverinfo": "text",
            "hovertext": told,
            "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": colors.text}},
        },
    ]
    if not any(width is not None for width in widths):
        traces.pop(0)
    category = name_axis(chart, marks.categories(chart, chart.y), chart.y_label)
    return Drawn(
        traces,
        110 + 36 * len(set(names)),
        value_axis(chart.x_label, chart.unit, chart.x) | {"rangemode": "tozero"},
        category | {"autorange": "reversed"},
        {"barmode": "overlay", "showlegend": True},
    )


def _looks_by_row(chart: Chart, colors: Palette) -> list[Look]:
    values = cells(chart.frame, chart.color)
    order = [str(value) for value in marks.distinct(values, chart.order)]
    if not chart.color:
        return [look(chart.colors.get("", ""), 0, colors)] * len(values)
    return [look(chart.colors.get(str(value), str(value)), order.index(str(value)), colors) for value in values]
