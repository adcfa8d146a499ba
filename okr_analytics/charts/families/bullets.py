"""Bullets: what is, against the target and the range that counts as healthy."""

from okr_analytics.charts import marks
from okr_analytics.charts.families.pen import Drawn, Json, Pen, fill, name_axis, value_axis
from okr_analytics.charts.marks import Series, cells, number, word
from okr_analytics.charts.plotly_text import hover, safe, wrapped
from okr_analytics.document import Chart


def bullet(pen: Pen) -> Drawn:
    """Lying bars with the target as a stroke and the healthy range behind."""
    chart = pen.chart
    names = marks.categories(chart, chart.y)
    traces = [_ranges(pen)] if any(marks.ranges(chart)) else []
    traces += [_actual(pen, group) for group in marks.series(chart, pen.colors)]
    if chart.target:
        traces.append(_targets(pen))
    return Drawn(
        traces,
        110 + 36 * len(names),
        value_axis(chart.x_label, chart.unit, marks.heading(chart, chart.x)) | {"rangemode": "tozero"},
        name_axis(chart, names, chart.y_label) | {"autorange": "reversed"},
        {"barmode": "overlay", "showlegend": True},
    )


def _ranges(pen: Pen) -> Json:
    chart = pen.chart
    spans = marks.ranges(chart)
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Range",
        "y": [safe(word(chart, name)) for name in cells(chart.frame, chart.y)],
        "x": [span[1] - span[0] if span else None for span in spans],
        "base": [span[0] if span else None for span in spans],
        "width": 0.75,
        "marker": {"color": pen.colors.grid, "line": {"width": 1, "color": pen.colors.muted}},
        "hoverinfo": "skip",
    }


def _actual(pen: Pen, group: Series) -> Json:
    chart, rows = pen.chart, group.rows
    label = group.label if chart.color else chart.x_label or "Actual"
    return {
        "type": "bar",
        "orientation": "h",
        "name": wrapped(label, 28, 1),
        "y": [safe(word(chart, name)) for name in cells(rows, chart.y)],
        "x": [number(value) for value in cells(rows, chart.x)],
        "width": 0.36,
        "marker": fill(group.look, pen.colors),
        "hoverinfo": "text",
        "hovertext": _told(pen, group),
    }


def _told(pen: Pen, group: Series) -> list[str]:
    chart, rows = pen.chart, group.rows
    columns = (cells(rows, name) for name in (chart.y, chart.x, chart.target, chart.low, chart.high))
    return [
        hover(
            word(chart, name),
            *([("", group.label)] if chart.color else []),
            (chart.x_label or "Actual", pen.say(actual)),
            (_mark(chart), pen.say(target)),
            *([("Range", f"{pen.say(low)} – {pen.say(high)}")] if chart.low or chart.high else []),
        )
        for name, actual, target, low, high in zip(*columns, strict=True)
    ]


def _mark(chart: Chart) -> str:
    """What the stroke stands for."""
    return chart.labels.get("target", "Target")


def _targets(pen: Pen) -> Json:
    chart = pen.chart
    names, targets = cells(chart.frame, chart.y), cells(chart.frame, chart.target)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _mark(chart),
        "x": [number(value) for value in targets],
        "y": [safe(word(chart, name)) for name in names],
        "hoverinfo": "text",
        "hovertext": [hover(word(chart, n), (_mark(chart), pen.say(v))) for n, v in zip(names, targets, strict=True)],
        "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": pen.colors.text}},
    }
