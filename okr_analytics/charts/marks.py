"""Reads a Chart's frame once for every drawing: its categories, its series with their looks, its words and extents.

Plotly, SVG, PowerPoint and Excel all draw from here, so that they agree on order, names and colours.
"""

import datetime as dt
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from okr_analytics import numbers
from okr_analytics.charts.template import Look, Palette, look
from okr_analytics.document import Chart, Unit

_WORDS = {
    "growth": "Growth",
    "bau": "Business as usual",
    "improvement": "Improvement",
    "unknown": "Unknown",
    "on_track": "On track",
    "at_risk": "At risk",
    "off_track": "Off track",
    "done": "Done",
    "not_started": "Not started",
    "cancelled": "Cancelled",
    "outdated": "Outdated",
    "healthy": "Healthy",
    "unhealthy": "Unhealthy",
    "warning": "Warning",
}
_UNIT_WORDS = {"hours": "hours", "days": "days", "points": "percentage points"}
EMPTY = "Nothing to draw yet."


@dataclass(frozen=True)
class Series:
    """The rows of one colour; `name` is the value in the frame ("" without colours), `label` what people read."""

    name: str
    label: str
    look: Look
    rows: pd.DataFrame


def is_empty(chart: Chart) -> bool:
    """True where there is no row, or no number at all, to draw."""
    if chart.frame.empty:
        return True
    measured = {
        "heatmap": (chart.value,),
        "treemap": (chart.value,),
        "ternary": (chart.x, chart.y, chart.value),
        "gantt": (chart.low, chart.high),
        "bullet": (chart.x, chart.target, chart.low, chart.high),
        "scatter": (chart.x, chart.y),
    }.get(chart.family, (chart.y, chart.low, chart.high))
    columns = [name for name in measured if name and name in chart.frame]
    return not columns or bool(chart.frame[columns].isna().all(axis=None))


def word(chart: Chart, value: object) -> str:
    """A category as people read it: the chart's own label, the word for a status or conversation, else as it stands."""
    if numbers.is_unknown(value):
        return _WORDS["unknown"]
    raw = str(value)
    return chart.labels.get(raw) or _WORDS.get(raw, raw)


def distinct(values: Iterable[object], first: tuple[str, ...] = ()) -> list[object]:
    """The different values: those named in `first` in that order, then the others as they appear."""
    seen: dict[str, object] = {}
    for value in values:
        seen.setdefault(_key(value), value)
    named = [name for name in first if name in seen]
    return [seen[name] for name in (*named, *(key for key in seen if key not in named))]


def _key(value: object) -> str:
    return "" if numbers.is_unknown(value) else str(value)


def series(chart: Chart, colors: Palette) -> list[Series]:
    """One series a colour, in the chart's order; without a colour column all rows are one."""
    if not chart.color or chart.color not in chart.frame:
        named = look(chart.colors.get("", ""), 0, colors)
        return [Series("", chart.y_label or chart.title, named, chart.frame)]
    keys = chart.frame[chart.color].map(_key)
    out = []
    for position, value in enumerate(distinct(chart.frame[chart.color], chart.order)):
        name = _key(value)
        style = look(chart.colors.get(name, name or "unknown"), position, colors)
        out.append(Series(name, word(chart, value), style, chart.frame[keys == name]))
    return out


def categories(chart: Chart, column: str) -> list[object]:
    """The different values of a column in the order in which the view gave them."""
    return distinct(chart.frame[column], chart.order if column != chart.color else ())


def number(value: object) -> float | None:
    """A float, or None where the frame doesn't know."""
    amount = None if numbers.is_unknown(value) else numbers.as_decimal(value)
    return float(amount) if amount is not None and amount.is_finite() else None


def cells(rows: pd.DataFrame, column: str) -> list[object]:
    """A column's values as Python values; an absent column is unknown everywhere."""
    return [None] * len(rows) if not column or column not in rows else list(rows[column].to_list())


def is_dates(chart: Chart) -> bool:
    """True where the x axis counts days."""
    return chart.x_unit == "date" or chart.family == "gantt"


def day(value: object) -> dt.date | None:
    """The value as a day, if it is one."""
    return None if numbers.is_unknown(value) else numbers.as_date(value)


def axis_title(label: str, unit: Unit, fallback: str = "") -> str:
    """What an axis says: its label, with the unit where the ticks don't carry it."""
    name = label or fallback
    plural = _UNIT_WORDS.get(unit, "")
    return f"{name} ({plural})" if plural and name and plural not in name.lower() else name or plural.capitalize()


def wrap(text: str, width: int, lines: int = 2) -> list[str]:
    """The text in at most so many lines of about `width` characters, the last one cut with "…" where it must be."""
    flat = " ".join(text.split())
    return textwrap.wrap(flat, width, max_lines=lines, placeholder="…", break_long_words=True) or [""]
