"""Reads a Chart's frame once for every drawing: its categories, its series with their looks, its words and extents.

Plotly, SVG, PowerPoint and Excel all draw from here, so that they agree on order, names and colours.
"""

import datetime as dt
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from okr_analytics import numbers
from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import Look, Palette, between, look
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
_WORD = 0.45  # how much of a narrow chart's width the words of an upright line take
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
    line = flat(text)
    if len(line) <= width:  # nearly all are
        return [line]
    return textwrap.wrap(line, width, max_lines=lines, placeholder="…", break_long_words=True)


def totals(chart: Chart) -> dict[str, float]:
    """The sum of known values per category of x, by its text: the whole of a percent stack."""
    out: dict[str, float] = {}
    for name, value in zip(cells(chart.frame, chart.x), cells(chart.frame, chart.y), strict=True):
        out[str(name)] = out.get(str(name), 0.0) + (number(value) or 0.0)
    return out


def grid(chart: Chart, across: list[object], down: list[object]) -> list[list[float | None]]:
    """The heatmap's values, a row per y and a column per x; None where the frame has no value."""
    columns = (cells(chart.frame, name) for name in (chart.x, chart.y, chart.value))
    found = {(_key(x), _key(y)): number(value) for x, y, value in zip(*columns, strict=True)}
    return [[found.get((_key(x), _key(y))) for x in across] for y in down]


@dataclass(frozen=True)
class Node:
    """A rectangle of a treemap: `parent` "" at the outside, `top` the name of its outermost one."""

    id: str
    name: str
    parent: str
    top: str
    tone: str
    value: float


def tree(chart: Chart) -> list[Node]:
    """The nested sums of a treemap, outermost first; rows without a positive value take no room."""
    found: dict[tuple[str, ...], tuple[float, str]] = {}
    paths = zip(*(cells(chart.frame, column) for column in chart.path), strict=True)
    tones = cells(chart.frame, chart.color)
    for path, tone, value in zip(paths, tones, cells(chart.frame, chart.value), strict=True):
        size = number(value)
        if size is None or size <= 0:
            continue
        keys = tuple(str(part) for part in path if not numbers.is_unknown(part)) or ("unknown",)
        for depth in range(1, len(keys) + 1):
            part = keys[:depth]
            own = str(tone) if chart.color and depth == len(keys) else keys[0]
            found[part] = (found.get(part, (0.0, ""))[0] + size, own)
    ordered = sorted(found, key=len)
    names = {part: f"n{position}" for position, part in enumerate(ordered)}
    return [
        Node(names[part], part[-1], names.get(part[:-1], ""), part[0], found[part][1], found[part][0])
        for part in ordered
    ]


def is_horizontal(chart: Chart) -> bool:
    """True for bars that lie: asked for, or names too long to stand side by side at 390 px."""
    if chart.family in ("gantt", "bullet"):
        return True
    if chart.family != "bar" or chart.horizontal:
        return chart.family == "bar"
    if chart.x_unit == "date":
        return False
    names = [word(chart, value) for value in categories(chart, chart.x)]
    widest = max((max(map(len, wrap(name, 12, 2))) for name in names), default=0)
    return widest * len(names) > 44


def _days(chart: Chart) -> list[int]:
    columns = (chart.low, chart.high) if chart.family == "gantt" else (chart.x,)
    found = (day(value) for column in columns for value in cells(chart.frame, column))
    return [at.toordinal() for at in found if at]


def days_covered(chart: Chart) -> int:
    """Days from the first to the last on a chart's date axis."""
    days = _days(chart)
    return max(days) - min(days) if days else 0


def share_along(chart: Chart, place: object) -> float:
    """How far to the right (0-1) a place on the x axis lies, for putting words on the freer side."""
    if is_dates(chart):
        days, at = _days(chart), day(place)
        return 0.0 if not days or at is None else (at.toordinal() - min(days)) / max(1, max(days) - min(days))
    names = [str(value) for value in distinct(cells(chart.frame, chart.x))]
    return names.index(str(place)) / max(1, len(names)) if str(place) in names else 0.0


def upright_rows(chart: Chart) -> list[int]:
    """In which row below the top each upright line has its words (0 = the highest): neighbours stand below each other."""
    taken: list[list[float]] = []
    rows = []
    for _, place in chart.lines:
        at = share_along(chart, place)
        row = next((n for n, others in enumerate(taken) if all(abs(at - x) > _WORD for x in others)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append(at)
        rows.append(row)
    return rows


def has_line(chart: Chart, rows: pd.DataFrame) -> bool:
    """Whether a colour has a number to draw a line through."""
    return any(number(value) is not None for value in cells(rows, chart.y))


def has_band(chart: Chart, rows: pd.DataFrame) -> bool:
    """Whether a colour has an end of a band anywhere."""
    ends = (number(value) for column in (chart.low, chart.high) for value in cells(rows, column))
    return any(value is not None for value in ends)


def has_gaps(chart: Chart) -> bool:
    """Whether a line is to be broken: a colour whose value is known on some of its places and unknown on others."""
    keys = chart.frame[chart.color].map(_key) if chart.color else [""] * len(chart.frame)
    known: dict[str, set[bool]] = {}
    for name, value in zip(keys, cells(chart.frame, chart.y), strict=True):
        known.setdefault(name, set()).add(number(value) is not None)
    return any(len(found) > 1 for found in known.values())


@dataclass(frozen=True)
class Heat:
    """A heatmap's colours over its values; the middle is nothing where values lie on both sides of it."""

    stops: tuple[str, ...]
    low: float
    high: float

    def color(self, value: float) -> str:
        """The colour of a value."""
        return between(self.stops, (value - self.low) / (self.high - self.low))


def heat(found: list[list[float | None]], colors: Palette) -> Heat:
    """The scale that fits the values found."""
    known = [value for row in found for value in row if value is not None]
    if min(known) < 0 < max(known):
        edge = max(-min(known), *known)
        return Heat(colors.opposite, -edge, edge)
    low, high = min(0.0, *known), max(0.0, *known)
    return Heat(colors.scale, low, high if high > low else low + 1)


def ranges(chart: Chart) -> list[tuple[float, float] | None]:
    """Each bullet's range; an open end reaches to the edge of all that is drawn, no end at all is None."""
    columns = (chart.x, chart.target, chart.low, chart.high)
    drawn = [n for column in columns for n in map(number, cells(chart.frame, column)) if n is not None]
    edges = (min(0.0, *drawn), max(0.0, *drawn)) if drawn else (0.0, 1.0)
    ends = zip(map(number, cells(chart.frame, chart.low)), map(number, cells(chart.frame, chart.high)), strict=True)
    return [
        None if low is None and high is None else (edges[0] if low is None else low, edges[1] if high is None else high)
        for low, high in ends
    ]


def status_word(value: str) -> str:
    """The word for a status or conversation ("on_track" → "On track"); other words as they stand."""
    return _WORDS.get(value, value)


def heading(chart: Chart, column: str) -> str:
    """The name of a frame's column for people: the chart's own label, a known word, else made from its name."""
    return chart.labels.get(column) or _WORDS.get(column) or column.replace("_", " ").strip().capitalize()


def ends(chart: Chart, rows: pd.DataFrame) -> tuple[list[float | None], list[float | None]]:
    """Low and high of a band to draw: an end that is open reaches just past everything drawn; both open = no band."""
    lows, highs = ([number(v) for v in cells(rows, column)] for column in (chart.low, chart.high))
    drawn = [number(v) for column in (chart.y, chart.low, chart.high) for v in cells(chart.frame, column)]
    known = [value for value in drawn if value is not None]
    if not known:
        return lows, highs
    past = 0.05 * (max(known) - min(known) or abs(max(known)) or 1)
    bottom, top = min(known) - past, max(known) + past
    pairs = list(zip(lows, highs, strict=True))
    filled_low = [bottom if low is None and high is not None else low for low, high in pairs]
    filled_high = [top if high is None and low is not None else high for low, high in pairs]
    return filled_low, filled_high
