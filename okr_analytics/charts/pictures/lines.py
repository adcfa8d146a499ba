"""Draws lines, bands of what is likely, and points by two numbers in SVG."""

import datetime as dt
from collections.abc import Callable

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.marks import Series, cells, number
from okr_analytics.charts.pictures import axes
from okr_analytics.charts.pictures.axes import Axis, Plot, Scale
from okr_analytics.charts.pictures.canvas import DASHES, Canvas
from okr_analytics.charts.template import Look, between
from okr_analytics.document import Chart, Unit

_Along = Callable[[object], float | None]


def height(chart: Chart, room: float) -> float:
    """Wide and low in print, a little lower where the page is narrow."""
    return 300 if room > 480 else 270


def draw(canvas: Canvas) -> None:
    """Lines, one a colour, with their bands, the chart's bands behind and its upright lines."""
    chart = canvas.chart
    groups = marks.series(chart, canvas.colors)
    plot, axis, along = _frame(canvas, groups, "line")
    for group in groups:
        if chart.family == "band" and marks.has_band(chart, group.rows):
            _band(canvas, group, axis.scale, along)
    for group in groups:
        _line(canvas, group, axis.scale, along)
    _uprights(canvas, plot, along)


def draw_points(canvas: Canvas) -> None:
    """Points in the shape of their colour; what they are is said when pointed at."""
    chart = canvas.chart
    groups = marks.series(chart, canvas.colors)
    plot, axis, along = _frame(canvas, groups, "dot")
    for group in groups:
        columns = (cells(group.rows, name) for name in (chart.x, chart.y, chart.label))
        for x, y, name in zip(*columns, strict=True):
            place, value = along(x), number(y)
            if place is not None and value is not None:
                called = "" if numbers.is_unknown(name) else f"{name}: "
                x_unit: Unit = "number" if chart.x_unit == "text" else chart.x_unit
                told = f"{called}{canvas.say(x, x_unit)}, {canvas.say(y)}"
                canvas.marker(place, axis.scale(value), group.look, 4, told)
    _uprights(canvas, plot, along)


def _frame(canvas: Canvas, groups: list[Series], kind: str) -> tuple[Plot, Axis, _Along]:
    chart = canvas.chart
    entries = [entry for group in groups for entry in _entries(canvas, group, kind)] if chart.color or chart.low else []
    top = canvas.legend(entries + axes.band_entries(canvas))
    columns = [chart.y] + ([chart.low, chart.high] if chart.family == "band" else [])
    values = [n for column in columns for n in map(number, cells(chart.frame, column)) if n is not None]
    values += [edge for _, *band in chart.bands for edge in band]
    at = axes.extent(values, chart.unit, zero=chart.unit in ("percent", "count"))
    title = marks.axis_title(
        chart.y_label, "number" if chart.unit == "percent" else chart.unit, marks.heading(chart, chart.y)
    )
    foot = 34 if chart.x_label else 22
    left = axes.number_room(canvas, at, chart.unit)
    plot = Plot(left, top + (16 if title else 6), canvas.width - 20, canvas.height - foot)
    axis = Axis(Scale(at[0], at[-1], plot.bottom, plot.top), at, chart.unit, title)
    axes.bands(canvas, plot, axis.scale, sideways=False)
    axes.value_axis_left(canvas, plot, axis)
    return plot, axis, _along(canvas, plot)


def _entries(canvas: Canvas, group: Series, kind: str) -> list[tuple[str, Look, str]]:
    """What the legend says of a colour: its line, its band, or both."""
    chart, found = canvas.chart, []
    banded = chart.family == "band" and marks.has_band(chart, group.rows)
    lined = kind == "dot" or not banded or marks.has_line(chart, group.rows)
    if lined:
        found.append((group.label, group.look, kind))
    if banded:
        faded = Look(between((canvas.colors.paper, group.look.color), 0.25))
        found.append((f"{group.label}: range" if lined else group.label, faded, "box"))
    return found


def _along(canvas: Canvas, plot: Plot) -> _Along:
    """The x axis, drawn; returns value → pixel, None for a value that has no place on it."""
    chart = canvas.chart
    if marks.is_dates(chart):
        days = [d for d in map(marks.day, cells(chart.frame, chart.x)) if d]
        days += [d for d in (marks.day(place) for _, place in chart.lines) if d]
        scale = axes.days_below(canvas, plot, min(days), max(days), chart.x_label)
        return lambda value: _of_day(scale, marks.day(value))
    if chart.x_unit != "text" or chart.family == "scatter":
        known = [n for n in map(number, cells(chart.frame, chart.x)) if n is not None]
        unit: Unit = "number" if chart.x_unit == "text" else chart.x_unit
        at = axes.extent(known, unit, zero=unit in ("percent", "count"))
        title = marks.axis_title(chart.x_label, "number" if unit == "percent" else unit, marks.heading(chart, chart.x))
        axis = Axis(Scale(at[0], at[-1], plot.left, plot.right), at, unit, title)
        axes.value_axis_below(canvas, plot, axis)
        return lambda value: _of_number(axis.scale, number(value))
    names = marks.categories(chart, chart.x)
    place = axes.names_below(canvas, plot, names, chart.x_label)
    known_names = {str(name) for name in names}
    return lambda value: place(value) if str(value) in known_names else None


def _of_day(scale: Scale, day: dt.date | None) -> float | None:
    return scale(day.toordinal()) if day else None


def _of_number(scale: Scale, value: float | None) -> float | None:
    return None if value is None else scale(value)


def _runs(points: list[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches between gaps: what isn't known is not drawn through."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _points(
    canvas: Canvas, group: Series, column: str, scale: Scale, along: _Along
) -> list[tuple[float, float] | None]:
    return _placed(canvas, group, [number(value) for value in cells(group.rows, column)], scale, along)


def _placed(
    canvas: Canvas, group: Series, values: list[float | None], scale: Scale, along: _Along
) -> list[tuple[float, float] | None]:
    out: list[tuple[float, float] | None] = []
    for x, value in zip(cells(group.rows, canvas.chart.x), values, strict=True):
        place = along(x)
        out.append(None if place is None or value is None else (place, scale(value)))
    return out


def _line(canvas: Canvas, group: Series, scale: Scale, along: _Along) -> None:
    points = _points(canvas, group, canvas.chart.y, scale, along)
    dash = DASHES.get(group.look.dash, "")
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    for run in _runs(points):
        path = "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in run)
        canvas.add(f'<path d="{path}" fill="none" stroke="{group.look.color}" stroke-width="2.2"{dashed}/>')
    if len(points) <= 60 and group.name not in canvas.chart.plain:
        values = zip(points, cells(group.rows, canvas.chart.x), cells(group.rows, canvas.chart.y), strict=True)
        for point, x, y in values:
            if point:
                when = numbers.date(x, canvas.locale) if marks.is_dates(canvas.chart) else marks.word(canvas.chart, x)
                canvas.marker(*point, group.look, 3.2, f"{group.label}, {when}: {canvas.say(y)}")


def _band(canvas: Canvas, group: Series, scale: Scale, along: _Along) -> None:
    lows, highs = (_placed(canvas, group, values, scale, along) for values in marks.ends(canvas.chart, group.rows))
    both = [(low, high) for low, high in zip(lows, highs, strict=True) if low and high]
    if both:
        edge = [high for _, high in both] + [low for low, _ in reversed(both)]
        path = "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in edge) + "z"
        canvas.add(f'<path d="{path}" fill="{group.look.color}" opacity=".22"/>')


def _uprights(canvas: Canvas, plot: Plot, along: _Along) -> None:
    for (label, place), row in zip(canvas.chart.lines, marks.upright_rows(canvas.chart), strict=True):
        x = along(place)
        if x is not None:
            axes.upright(canvas, plot, label, x, row)
