"""Draws items from start to end (gantt) and actual against target and range (bullets) in SVG."""

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.marks import cells, number
from okr_analytics.charts.pictures import axes
from okr_analytics.charts.pictures.axes import Axis, Plot, Scale
from okr_analytics.charts.pictures.canvas import Canvas
from okr_analytics.charts.template import Look
from okr_analytics.document import Chart


def gantt_height(chart: Chart, room: float) -> float:
    """A row for each item."""
    return 74 + 25 * len(marks.categories(chart, chart.y))


def bullet_height(chart: Chart, room: float) -> float:
    """A row for each item."""
    return 92 + 29 * len(marks.categories(chart, chart.y))


def draw_gantt(canvas: Canvas) -> None:
    """Plan bars, inside them what is done; an item without dates keeps its row and says so."""
    chart = canvas.chart
    groups = marks.series(chart, canvas.colors)
    top = canvas.legend([(group.label, group.look, "box") for group in groups] if chart.color else [])
    items = marks.categories(chart, chart.y)
    days = [d for column in (chart.low, chart.high) for d in map(marks.day, cells(chart.frame, column)) if d]
    days += [d for d in (marks.day(place) for _, place in chart.lines) if d]
    foot, head = (34 if chart.x_label else 20), (14 if chart.y_label else 0)
    plot = Plot(axes.name_room(canvas, items), top + head, canvas.width - 14, canvas.height - foot)
    scale = axes.days_below(canvas, plot, min(days), max(days), chart.x_label)
    row = axes.names_left(canvas, plot, items, chart.y_label)
    step = (plot.bottom - plot.top) / max(1, len(items))
    for group in groups:
        columns = (cells(group.rows, name) for name in (chart.y, chart.low, chart.high, chart.value))
        for item, low, high, done in zip(*columns, strict=True):
            start, end = marks.day(low) or marks.day(high), marks.day(high) or marks.day(low)
            if start is None or end is None:
                canvas.text(plot.left + 4, row(item) + 4, "no dates", size=10, muted=True)
                continue
            x, w = scale(start.toordinal()), max(scale(end.toordinal()) - scale(start.toordinal()), 3)
            share = number(done)
            told = (
                f"{marks.word(chart, item)}: {numbers.date(start, canvas.locale)} – {numbers.date(end, canvas.locale)}"
            )
            told += f", {canvas.say(done, 'percent')}" if chart.value else ""
            fade = ' opacity=".55"' if chart.value else ""
            canvas.rect((x, row(item) - step * 0.32, w, step * 0.64), canvas.fill(group.look), told=told, more=fade)
            if share is not None:
                part = w * min(max(share, 0.0), 1.0)
                canvas.rect((x, row(item) - step * 0.13, part, step * 0.26), group.look.color)
    for label, place in chart.lines:
        day = marks.day(place)
        if day:
            axes.upright(canvas, plot, label, scale(day.toordinal()))


def draw_bullet(canvas: Canvas) -> None:
    """Lying bars with the target as a stroke and the healthy range behind."""
    chart, colors = canvas.chart, canvas.colors
    groups = marks.series(chart, colors)
    own = [(g.label, g.look, "box") for g in groups] if chart.color else []
    spans = marks.ranges(chart)
    entries = own + ([("Range", Look(colors.grid), "box")] if any(spans) else [])
    top = canvas.legend(
        [*entries, (chart.labels.get("target", "Target"), Look(colors.text, marker="square"), "dot")]
        if chart.target
        else entries
    )
    items = marks.categories(chart, chart.y)
    columns = (chart.x, chart.target, chart.low, chart.high)
    known = [n for column in columns for n in map(number, cells(chart.frame, column)) if n is not None]
    at = axes.extent(known, chart.unit, zero=True)
    title = marks.axis_title(
        chart.x_label, "number" if chart.unit == "percent" else chart.unit, marks.heading(chart, chart.x)
    )
    head = 14 if chart.y_label else 0
    plot = Plot(axes.name_room(canvas, items), top + head, canvas.width - 46, canvas.height - (36 if title else 22))
    scale = Scale(at[0], at[-1], plot.left, plot.right)
    axes.value_axis_below(canvas, plot, Axis(scale, at, chart.unit, title))
    row = axes.names_left(canvas, plot, items, chart.y_label)
    step = (plot.bottom - plot.top) / max(1, len(items))
    for item, span in zip(cells(chart.frame, chart.y), spans, strict=True):
        if span:
            ends = [min(max(scale(value), plot.left), plot.right) for value in span]
            canvas.rect((ends[0], row(item) - step * 0.4, ends[1] - ends[0], step * 0.8), colors.grid)
    for group in groups:
        for item, raw in zip(cells(group.rows, chart.y), cells(group.rows, chart.x), strict=True):
            value = number(raw)
            told = f"{marks.word(chart, item)}: {canvas.say(value)}"
            if value is not None:
                w = scale(value) - scale(0)
                canvas.rect((scale(0), row(item) - step * 0.2, w, step * 0.4), canvas.fill(group.look), told=told)
            canvas.text(plot.right + 5, row(item) + 4, canvas.say(value), size=10, room=40)
    for item, raw in zip(cells(chart.frame, chart.y), cells(chart.frame, chart.target), strict=True):
        target = number(raw)
        if target is not None:
            x = scale(target)
            canvas.line((x, row(item) - step * 0.36, x, row(item) + step * 0.36), colors.text, size=2.5)
