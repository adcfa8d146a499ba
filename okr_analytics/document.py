"""What a page or a pack shows, as values: a View of sections with tiles, charts, tables and notes.

A page and a pack are two renderings of one View, so that the same number appears everywhere.
Texts are plain text, never Markdown or HTML: whoever renders them escapes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import pandas as pd

Unit: TypeAlias = Literal["percent", "number", "count", "date", "text", "points", "hours", "money", "days"]
# "percent": a fraction shown as a percentage; "points": a fraction shown as percentage points.

Tone: TypeAlias = Literal["good", "warning", "bad", "neutral", "unknown"]


@dataclass(frozen=True)
class Tile:
    """One figure with its name. `value` None = unknown, and `note` says why. `metric` names it in the catalogue."""

    label: str
    value: float | int | str | None
    unit: Unit = "number"
    delta: float | None = None
    delta_label: str = ""
    tone: Tone = "neutral"
    note: str = ""
    metric: str | None = None
    trend: tuple[float, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a Table: the frame's column `name`, what people read above it, and how values are written.

    role "measured" is a number whose unit of measure stands in the frame's column `measure` ("%": a fraction);
    "status" colours a status word, "cell" holds "Sheet!F14", "load" a load's number, "spans" a text whose marked
    parts stand in the column `<name>_spans` as a tuple of (start, end).
    """

    name: str
    label: str
    unit: Unit = "text"
    role: Literal["value", "measured", "status", "grade", "cell", "load", "link", "spans", "bar"] = "value"
    help: str = ""


@dataclass(frozen=True)
class Table:
    """Rows for people; `frame` holds at least the columns named. `key` names a column that a page can drill into.

    layout "timeline": what was said when, the day in the first column; where there is no room for a list it is a table.
    """

    columns: tuple[Column, ...]
    frame: pd.DataFrame
    title: str = ""
    caption: str = ""
    key: str | None = None
    empty: str = "Nothing here yet."
    layout: Literal["grid", "timeline"] = "grid"


@dataclass(frozen=True)
class Chart:
    """A neutral specification of one chart: the screen draws it with Plotly, packs natively or as SVG.

    Families and what they read from `frame` (long form, one row a mark):
    - "bar": x category, y number, optional color; `stack` none | stacked | percent; horizontal with `horizontal`
    - "line": x date or ordered category, y number, optional color (one line each)
    - "band": a line with low/high columns (`low`, `high`) as a band around or behind it; a colour without ends is a line
      alone, one without y a band alone; `plain` names the colours whose line has no points
    - "scatter": x, y numbers, optional color, `label`
    - "heatmap": x, y categories, `value` number
    - "gantt": y item, `low` start date, `high` end date, optional color, `value` share done
    - "treemap": `path` columns from outside in, `value`
    - "ternary": x, y, `value` = three shares, `label`
    - "bullet": y item, x actual number, `target` number, `low`/`high` range
    `order` fixes the order of colours' categories; `colors` names a tone or conversation per category.
    """

    family: Literal["bar", "line", "band", "scatter", "heatmap", "gantt", "treemap", "ternary", "bullet"]
    frame: pd.DataFrame
    title: str
    alt: str
    x: str = ""
    y: str = ""
    color: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    target: str = ""
    label: str = ""
    path: tuple[str, ...] = ()
    x_label: str = ""
    y_label: str = ""
    unit: Unit = "number"
    x_unit: Unit = "text"
    stack: Literal["none", "stacked", "percent"] = "none"
    horizontal: bool = False
    order: tuple[str, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[tuple[str, float, float], ...] = ()  # (label, low, high) drawn behind the marks
    lines: tuple[tuple[str, object], ...] = ()  # (label, x value) drawn as upright lines, such as today
    plain: tuple[str, ...] = ()  # colours of a line or band that are drawn without a mark at each point
    note: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence: a reading of the numbers, a warning, or what to do next. `tone` gives its weight."""

    text: str
    tone: Tone = "neutral"
    advice: str = ""


@dataclass(frozen=True)
class Tiles:
    """Figures side by side."""

    tiles: tuple[Tile, ...]


Block: TypeAlias = Tiles | Chart | Table | Note


@dataclass(frozen=True)
class Section:
    """A part of a view with its own heading; `key` is stable, so that packs can pick sections.

    `says`: its message, a sentence a leader can read out; a slide has it as its title. `lead`: how to read it.
    `columns`: how many of its charts stand side by side where there is room (small multiples). `detail`: rows for who
    looks something up; a page shows them, a pack leaves them out. `missing`: it only says what isn't there; a page shows
    that, a pack names it where its numbers come from.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    lead: str = ""
    columns: int = 1
    detail: bool = False
    says: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Provenance:
    """Where a view's numbers come from: shown at the foot of pages and on the last page of packs."""

    as_of: str
    known_at: str
    loads: tuple[Mapping[str, object], ...] = ()
    rules: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    filters: str = ""
    versions: tuple[str, ...] = ()
    unused_cells: int = 0
    diagnostics: int = 0


@dataclass(frozen=True)
class Opening:
    """A figure that a page says in words and can open down to its cells: a metric, the group (dimension → key), and how
    the view's filters are to be changed for it."""

    label: str
    metric: str
    dims: Mapping[str, object] = field(default_factory=dict)
    filters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class View:
    """One page as a value; `headline` is the sentence a leader can read out."""

    key: str
    title: str
    question: str
    sections: tuple[Section, ...]
    headline: str = ""
    provenance: Provenance | None = None
    openings: tuple[Opening, ...] = ()
