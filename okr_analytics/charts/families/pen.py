"""What every chart family of the screen is given and gives back, and the axes they share."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.marks import number, word
from okr_analytics.charts.plotly_text import safe, wrapped
from okr_analytics.charts.template import Look, Palette, ink_on
from okr_analytics.document import Chart, Unit

Json: TypeAlias = dict[str, Any]
_NAME_WIDTH = 20  # letters of a category's name on one line: leaves room for marks at 390 px


@dataclass(frozen=True)
class Pen:
    """What a family draws with: the chart, the theme's colours and the reader's locale."""

    chart: Chart
    colors: Palette
    locale: str

    def say(self, value: object, unit: Unit | None = None) -> str:
        """A value as people read it, in the chart's unit unless another is named."""
        return numbers.text(value, unit or self.chart.unit, self.locale)

    def short(self, value: float) -> str:
        """A value in few letters, for inside a mark."""
        return numbers.compact(value, self.chart.unit, self.locale)

    def day(self, value: object) -> str:
        """A day as people write it."""
        return numbers.date(value, self.locale)


@dataclass
class Drawn:
    """What a family draws: traces, its axes, its own layout and a height in pixels."""

    traces: list[Json]
    height: int = 320
    x_axis: Json = field(default_factory=dict)
    y_axis: Json = field(default_factory=dict)
    layout: Json = field(default_factory=dict)


def value_axis(label: str, unit: Unit, fallback: str) -> Json:
    """An axis of numbers with its title, ticks in its unit."""
    axis: Json = {"title": {"text": wrapped(marks.axis_title(label, unit, fallback), 46, 2), "standoff": 8}}
    match unit:
        case "percent":
            axis["tickformat"] = ",~%"
        case "points":
            axis["tickformat"] = "+,~%"
        case "count":
            axis |= {"tickformat": ",d", "rangemode": "tozero"}
        case _:
            axis |= {"separatethousands": True, "exponentformat": "SI", "minexponent": 5}
    return axis


def name_axis(chart: Chart, values: list[object], label: str, width: int = _NAME_WIDTH) -> Json:
    """An axis of categories in their order, long names wrapped and shortened; the full name is in the hover text."""
    full = [safe(word(chart, value)) for value in values]
    short = [wrapped(word(chart, value), width, 2) for value in values]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": full,
        "tickmode": "array",
        "tickvals": full,
        "ticktext": short,
        "showgrid": False,
        "title": {"text": wrapped(label, 46, 1), "standoff": 6},
    }


def date_axis(pen: Pen, days: int = 0) -> Json:
    """An axis of days; over more than half a year its ticks name months only."""
    way = numbers.locale_of(pen.locale)
    return {
        "type": "date",
        "tickformat": way.axis_month if days > 190 else way.axis_date,
        "nticks": 5,
        "tickangle": 0,
        "title": {"text": wrapped(pen.chart.x_label, 46, 1), "standoff": 6},
    }


def x_axis(pen: Pen) -> Json:
    """The axis of a line: days, numbers or categories."""
    chart = pen.chart
    if marks.is_dates(chart):
        return date_axis(pen, marks.days_covered(chart))
    if chart.x_unit != "text":
        return value_axis(chart.x_label, chart.x_unit, marks.heading(chart, chart.x))
    return name_axis(chart, marks.categories(chart, chart.x), chart.x_label)


def place(chart: Chart, value: object) -> object:
    """A value of the x axis as Plotly takes it."""
    if marks.is_dates(chart):
        day = marks.day(value)
        return day.isoformat() if day else None
    return number(value) if chart.x_unit != "text" else safe(word(chart, value))


def halo(color: str) -> str:
    """A shadow in the bar's own colour behind its number, so that no pattern runs through it."""
    return ", ".join([f"0 0 3px {color}"] * 4)


def fill(style: Look, colors: Palette) -> Json:
    """A bar's colour and its pattern, faint enough to read a number on it."""
    pattern = {"shape": style.pattern, "size": 8, "solidity": 0.16, "fgcolor": ink_on(style.color), "fgopacity": 0.45}
    marker: Json = {"color": style.color, "line": {"color": colors.paper, "width": 1}}
    return marker | ({"pattern": pattern | {"fillmode": "overlay"}} if style.pattern else {})
