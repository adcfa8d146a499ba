"""Draws bars in SVG: one colour or several, side by side, stacked, or as shares of a whole; upright or lying."""

from dataclasses import dataclass

from okr_analytics.charts import marks
from okr_analytics.charts.marks import Series, cells, number
from okr_analytics.charts.pictures import axes
from okr_analytics.charts.pictures.axes import Axis, Plot, Scale
from okr_analytics.charts.pictures.canvas import Box, Canvas
from okr_analytics.charts.template import ink_on
from okr_analytics.charts.textwidth import width
from okr_analytics.document import Chart, Unit


@dataclass(frozen=True)
class _Bar:
    """One bar: its category, its place among the groups beside each other, and from where to where it reaches."""

    name: object
    group: Series
    seat: int
    start: float
    end: float
    value: float


def height(chart: Chart, room: float) -> float:
    """Lying bars need a row each; upright ones a fixed height."""
    if not marks.is_horizontal(chart):
        return 300 if room > 480 else 280
    groups = len(marks.distinct(cells(chart.frame, chart.color))) if chart.color and chart.stack == "none" else 1
    return 92 + len(marks.categories(chart, chart.x)) * max(27, 16 * groups + 8)


def draw(canvas: Canvas) -> None:
    """The bars with their axes, bands, lines and legend."""
    chart = canvas.chart
    groups = marks.series(chart, canvas.colors)
    bars = _bars(chart, groups)
    unit: Unit = "percent" if chart.stack == "percent" else chart.unit
    ends = [end for bar in bars for end in (bar.start, bar.end)] + [edge for _, *band in chart.bands for edge in band]
    at = [0, 0.25, 0.5, 0.75, 1] if chart.stack == "percent" else axes.extent(ends, unit, zero=True)
    entries = [(group.label, group.look, "box") for group in groups] if chart.color else []
    top = canvas.legend(entries + axes.band_entries(canvas))
    title = marks.axis_title(chart.y_label, "number" if unit == "percent" else unit, marks.heading(chart, chart.y))
    names = marks.categories(chart, chart.x)
    seats = len(groups) if chart.stack == "none" else 1
    if marks.is_horizontal(chart):
        _lying(canvas, top, bars, (names, seats), (at, unit, title))
    else:
        _upright(canvas, top, bars, (names, seats), (at, unit, title))


def _bars(chart: Chart, groups: list[Series]) -> list[_Bar]:
    totals = marks.totals(chart) if chart.stack == "percent" else {}
    tops: dict[tuple[str, bool], float] = {}
    out = []
    for seat, group in enumerate(groups):
        for name, raw in zip(cells(group.rows, chart.x), cells(group.rows, chart.y), strict=True):
            value = number(raw)
            if value is not None and chart.stack == "percent":
                value = value / totals[str(name)] if totals[str(name)] else None
            if value is None:
                continue
            side = (str(name), value < 0)
            start = tops.get(side, 0.0) if chart.stack != "none" else 0.0
            tops[side] = start + value
            out.append(_Bar(name, group, seat if chart.stack == "none" else 0, start, start + value, value))
    return out


_Values = tuple[list[float], Unit, str]
_Names = tuple[list[object], int]


def _lying(canvas: Canvas, top: float, bars: list[_Bar], rows: _Names, values: _Values) -> None:
    (names, seats), (at, unit, title) = rows, values
    chart = canvas.chart
    head = 14 if chart.x_label else 0
    plot = Plot(axes.name_room(canvas, names), top + head, canvas.width - 46, canvas.height - (36 if title else 22))
    scale = Scale(at[0], at[-1], plot.left, plot.right)
    axes.bands(canvas, plot, scale, sideways=True)
    axes.value_axis_below(canvas, plot, Axis(scale, at, unit, title))
    middle = axes.names_left(canvas, plot, names, chart.x_label)
    step = (plot.bottom - plot.top) / max(1, len(names))
    thick = step * 0.72 / seats
    for bar in bars:
        y = middle(bar.name) - step * 0.36 + thick * bar.seat
        x = scale(bar.start)
        _one(canvas, bar, (x, y, scale(bar.end) - x, thick - 1), unit, lying=True)
    for label, place in chart.lines:
        value = number(place)
        if value is not None:
            axes.upright(canvas, plot, label, scale(value))


def _upright(canvas: Canvas, top: float, bars: list[_Bar], columns: _Names, values: _Values) -> None:
    (names, seats), (at, unit, title) = columns, values
    chart = canvas.chart
    foot = 46 if chart.x_label else 32
    left = axes.number_room(canvas, at, unit)
    plot = Plot(left, top + (16 if title else 6), canvas.width - 8, canvas.height - foot)
    scale = Scale(at[0], at[-1], plot.bottom, plot.top)
    axes.bands(canvas, plot, scale, sideways=False)
    axes.value_axis_left(canvas, plot, Axis(scale, at, unit, title))
    middle = axes.names_below(canvas, plot, names, chart.x_label)
    step = (plot.right - plot.left) / max(1, len(names))
    thick = min(step * 0.72, 90) / seats
    for bar in bars:
        x = middle(bar.name) - thick * seats / 2 + thick * bar.seat
        y = scale(bar.start)
        _one(canvas, bar, (x, y, thick - 1, scale(bar.end) - y), unit, lying=False)
    for label, place in chart.lines:
        if str(place) in [str(name) for name in names]:
            axes.upright(canvas, plot, label, middle(place))


def _one(canvas: Canvas, bar: _Bar, box: Box, unit: Unit, *, lying: bool) -> None:
    """A bar with its number: inside where it fits, else beside it unless another bar stands there."""
    chart, (x, y, w, h) = canvas.chart, box
    told = canvas.say(bar.value, unit)
    who = marks.word(chart, bar.name) + (f", {bar.group.label}" if chart.color else "")
    edge = f' stroke="{canvas.colors.paper}" stroke-width=".8"'
    canvas.rect(box, canvas.fill(bar.group.look), told=f"{who}: {told}", more=edge)
    need, tall = width(told, 10) + 6, 11.0
    if need <= abs(w) and tall <= abs(h):
        color = bar.group.look.color
        middle = (x + w / 2, y + h / 2 + 3.5)
        if bar.group.look.pattern:
            canvas.rect((middle[0] - need / 2 + 1, y + h / 2 - 6.5, need - 2, 13), color, more=' rx="2"')
        canvas.text(*middle, told, anchor="middle", size=10, color=ink_on(color))
    elif chart.stack == "none" and lying and tall <= h + 3:
        canvas.text(x + w + 4, y + h / 2 + 3.5, told, size=10)
    elif chart.stack == "none" and not lying and need <= w + 10:
        canvas.text(x + w / 2, y + h - 4, told, anchor="middle", size=10)
