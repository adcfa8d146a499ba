"""The frame of an SVG chart: where the plot lies, scales from values to pixels, ticks, grids, bands and lines."""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.pictures.canvas import Canvas
from okr_analytics.charts.template import Look
from okr_analytics.charts.textwidth import fold_to, width
from okr_analytics.document import Unit


@dataclass(frozen=True)
class Plot:
    """The rectangle in which the marks lie, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Scale:
    """A straight line from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where the value lies, in pixels."""
        return self.start + (value - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)


@dataclass(frozen=True)
class Axis:
    """An axis of numbers: its scale, ticks, unit and title."""

    scale: Scale
    at: list[float]
    unit: Unit
    title: str


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers that cover low to high in about so many steps of 1, 2, 2.5 or 5 times a power of ten."""
    span = (high - low) or abs(high) or 1.0
    rough = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((power * m for m in (1, 2, 2.5, 5) if power * m >= rough * 0.999), power * 10)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 12) for i in range(first, max(last, first + 1) + 1)]


def extent(values: list[float], unit: Unit, zero: bool = False) -> list[float]:
    """The ticks of an axis that holds all values; counts never get half steps."""
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, low + 1) if low == 0 else (min(0.0, low), max(0.0, high))
    found = ticks(low, high)
    whole = [value for value in found if float(value).is_integer()]
    return whole if unit in ("count", "days") and len(whole) >= 2 else found


def tick_word(canvas: Canvas, value: float, unit: Unit) -> str:
    """A tick as people read it; hours and money in short form, their unit is in the title."""
    if unit == "percent":
        return numbers.text(value, "percent", canvas.locale)
    if unit == "points":
        shown = numbers.compact(value, "percent", canvas.locale).replace("\u00a0%", "")
        return f"+{shown}" if value > 0 else shown
    return numbers.compact(value, "number", canvas.locale)


def value_axis_below(canvas: Canvas, plot: Plot, axis: Axis) -> None:
    """Upright grid lines with numbers below and the title under them."""
    for value in axis.at:
        x = axis.scale(value)
        canvas.line((x, plot.top, x, plot.bottom), canvas.colors.grid)
        canvas.text(x, plot.bottom + 14, tick_word(canvas, value, axis.unit), anchor="middle", size=10, muted=True)
    _below(canvas, plot, axis.title)


def value_axis_left(canvas: Canvas, plot: Plot, axis: Axis) -> None:
    """Lying grid lines with numbers on the left; the title stands above, where it can be read without turning."""
    for value in axis.at:
        y = axis.scale(value)
        canvas.line((plot.left, y, plot.right, y), canvas.colors.grid)
        canvas.text(plot.left - 6, y + 3.5, tick_word(canvas, value, axis.unit), anchor="end", size=10, muted=True)
    if axis.title:
        canvas.text(4, plot.top - 8, axis.title, size=10.5, muted=True, room=canvas.width - 8)


def _below(canvas: Canvas, plot: Plot, title: str) -> None:
    if title:
        middle, room = (plot.left + plot.right) / 2, plot.right - plot.left
        canvas.text(middle, canvas.height - 5, title, anchor="middle", size=10.5, muted=True, room=room)


def number_room(canvas: Canvas, at: list[float], unit: Unit) -> float:
    """How much the numbers of a left axis need."""
    return max((width(tick_word(canvas, value, unit), 10) for value in at), default=0) + 14


def names_below(canvas: Canvas, plot: Plot, values: list[object], title: str) -> Callable[[object], float]:
    """Category names under the plot, folded to their share of the width. Returns value → middle of its place."""
    step = (plot.right - plot.left) / max(1, len(values))
    every = max(1, math.ceil(24 / step))  # so narrow that not every name can be written
    places: dict[str, float] = {}
    for position, value in enumerate(values):
        x = plot.left + step * (position + 0.5)
        places[str(value)] = x
        if position % every == 0:
            lines = fold_to(flat(marks.word(canvas.chart, value)), 10, step * every - 4, 2)
            for row, words in enumerate(lines):
                canvas.text(x, plot.bottom + 14 + 12 * row, words, anchor="middle", size=10)
    _below(canvas, plot, title)
    return lambda value: places[str(value)]


def names_left(canvas: Canvas, plot: Plot, values: list[object], title: str) -> Callable[[object], float]:
    """Category names left of the plot, folded to two lines. Returns value → middle of its row."""
    step = (plot.bottom - plot.top) / max(1, len(values))
    places: dict[str, float] = {}
    for position, value in enumerate(values):
        y = plot.top + step * (position + 0.5)
        places[str(value)] = y
        full = flat(marks.word(canvas.chart, value))
        lines = fold_to(full, 10.5, plot.left - 12, 2 if step >= 25 else 1)
        for row, words in enumerate(lines):
            canvas.text(plot.left - 8, y + 4 + 12 * (row - (len(lines) - 1) / 2), words, anchor="end", size=10.5)
    if title:
        canvas.text(4, plot.top - 8, title, size=10.5, muted=True, room=canvas.width - 8)
    return lambda value: places[str(value)]


def name_room(canvas: Canvas, values: list[object]) -> float:
    """How much the names on the left need: as long as the longest, at most a third of the width."""
    longest = max((width(flat(marks.word(canvas.chart, value)), 10.5) for value in values), default=0)
    return min(longest + 14, canvas.width * 0.34, 210)


def days_below(canvas: Canvas, plot: Plot, low: dt.date, high: dt.date, title: str) -> Scale:
    """A date axis with month starts or whole weeks as ticks. Returns the scale from ordinals to pixels."""
    scale = Scale(low.toordinal(), max(high.toordinal(), low.toordinal() + 1), plot.left, plot.right)
    span = (high - low).days
    room = 58 if span <= 190 else 48
    for day in _day_ticks(low, high, max(2, int((plot.right - plot.left) / room))):
        x = scale(day.toordinal())
        canvas.line((x, plot.top, x, plot.bottom), canvas.colors.grid)
        canvas.text(x, plot.bottom + 14, _day_word(canvas, day, span), anchor="middle", size=10, muted=True)
    _below(canvas, plot, title)
    return scale


def _day_word(canvas: Canvas, day: dt.date, span: int) -> str:
    way = numbers.locale_of(canvas.locale)
    if span > 190:
        named = f"{way.months[day.month - 1]} {day.year % 100:02}"
        return named if way.language == "en" else f"{day.month:02}/{day.year}"
    written = numbers.date(day, canvas.locale)
    return written[:-4] + written[-2:]


def _day_ticks(low: dt.date, high: dt.date, most: int) -> list[dt.date]:
    span = (high - low).days
    if span <= 62:
        step = next((s for s in (1, 7, 14, 28) if span / s <= most), 28)
        return [low + dt.timedelta(days=i) for i in range(0, span + 1, step)]
    first = dt.date(low.year, low.month, 1)
    months = [_month(first, i) for i in range(span // 28 + 2)]
    inside = [month for month in months if low <= month <= high]
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if len(inside) / s <= most), 240)
    return [month for position, month in enumerate(inside) if position % step == 0]


def _month(first: dt.date, ahead: int) -> dt.date:
    year, month = divmod(first.month - 1 + ahead, 12)
    return dt.date(first.year + year, month + 1, 1)


def bands(canvas: Canvas, plot: Plot, scale: Scale, sideways: bool) -> None:
    """The chart's bands behind its marks."""
    for position, (_, low, high) in enumerate(canvas.chart.bands):
        more = f' opacity="{(0.9, 0.5)[position % 2]}"'
        first, last = sorted((scale.start, scale.end))
        ends = [min(max(scale(value), first), last) for value in (low, high)]
        if sideways:
            canvas.rect((ends[0], plot.top, ends[1] - ends[0], plot.bottom - plot.top), canvas.colors.band, more=more)
        else:
            canvas.rect((plot.left, ends[1], plot.right - plot.left, ends[0] - ends[1]), canvas.colors.band, more=more)


def band_entries(canvas: Canvas) -> list[tuple[str, Look, str]]:
    """The bands' names for the legend."""
    unit, look = canvas.chart.unit, Look(canvas.colors.band)
    return [
        (f"{label} {tick_word(canvas, low, unit)} – {tick_word(canvas, high, unit)}", look, "box")
        for label, low, high in canvas.chart.bands
    ]


def upright(canvas: Canvas, plot: Plot, label: str, x: float, row: int = 0) -> None:
    """A dotted line such as today, its word on the freer side; `row` moves the word down, below that of a neighbour."""
    if not plot.left - 0.5 <= x <= plot.right + 0.5:
        return
    canvas.line((x, plot.top, x, plot.bottom), canvas.colors.text, size=1.3, dash="2 3")
    late = x > (plot.left + plot.right) / 2
    place = plot.top + 10 + 13 * row
    canvas.text(x - 4 if late else x + 4, place, label, anchor="end" if late else "start", size=10, room=150)
