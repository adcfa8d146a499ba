"""The shapes between cells and records: where a table lies, what its columns hold, and what is drawn from it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from okr_analytics.ingest.cells import Range, Sheet, Value
from okr_analytics.ingest.values import Period
from okr_analytics.ingest.vocabulary import Candidate

Position = tuple[int, int]
Read: TypeAlias = str | float | Decimal | dt.date | tuple[str, ...] | None  # what a cell gives for a field


class Source(NamedTuple):
    """What a field's value is read from: a cell, or a part of its text. A tuple, because every cell makes one.

    `inherited`: the value stands in another row (a merged cell, a cell filled down, a title) and is only borrowed.
    """

    row: int
    column: int
    value: Value
    format: str = "General"
    inherited: bool = False

    @property
    def position(self) -> Position:
        """Row and column of the cell."""
        return self[:2]


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that says more of the row `item`: `side` is "planned", "actual" or "" (neither); `column` holds its word."""

    side: str
    item: int
    column: int


@dataclass(frozen=True)
class Region:
    """Where a table lies on a sheet.

    `header_rows` may be empty (no header was found). `body` are its data rows; `sections` rows that head the rows after
    them (one text alone); `left_out` rows that are no data, each with the reason; `context` the rows above that belong
    to it (titles, "Unit: Finance").
    """

    sheet: Sheet
    left: int
    right: int
    header_rows: tuple[int, ...]
    body: tuple[int, ...]
    sections: tuple[int, ...] = ()
    left_out: Mapping[int, str] = field(default_factory=dict)
    context: tuple[int, ...] = ()
    reach: int = 0  # the last column of what stands above it, which may go beyond the table
    asides: Mapping[int, Aside] = field(default_factory=dict)  # rows that only say more of a row of the body

    @property
    def range(self) -> Range:
        """The rectangle from the first header row to the last row."""
        rows = [*self.header_rows, *self.body, *self.sections, *self.left_out, *self.asides]
        return Range(min(rows), self.left, max(rows), self.right)

    def positions(self, rows: tuple[int, ...]) -> list[Position]:
        """The non-blank cells of these rows inside the region's columns."""
        found = ((row, self.sheet.rows.get(row, {})) for row in rows)
        return [(row, column) for row, cells in found for column in cells if self.left <= column <= self.right]


@dataclass(frozen=True)
class Profile:
    """What the cells of a column are, counted: `filled` of them; shares of numbers, days and texts are of `filled`."""

    filled: int = 0
    numbers: float = 0.0
    days: float = 0.0
    texts: float = 0.0
    percents: float = 0.0
    distinct: int = 0
    length: float = 0.0  # mean number of characters of the texts
    numeric_texts: float = 0.0  # share of texts that begin like a number
    fewer: float = 1.0  # filled / rows of the table
    codes: float = 0.0  # share that are a code, such as O1, KR1.2 or 17
    measures: float = 0.0  # share of its different texts that are units of measure
    years: bool = False  # every number is a year
    digits: float = 0.0  # share of the texts that have a digit, or a sign for one such as "½"
    statuses: float = 0.0  # share of its different texts that are words or signs of a status
    directions: float = 0.0  # share of its different texts that say which way is good
    clocks: float = 0.0  # share of the texts that are a stretch of a day ("9:00-13:15")
    plain: float = 0.0  # share of the cells that are nothing but a number, also as text, and no year
    short: tuple[str, ...] = ()  # a few of its different short texts
    running: bool = False  # it counts its rows: 1, 2, 3 …
    serials: bool = False  # every cell is a whole number as spreadsheets keep days of this century


@dataclass(frozen=True)
class Column:
    """A column of a table: `header` is its own words, `group` those of a merged header above it."""

    index: int
    header: str
    group: str = ""
    header_cells: tuple[Position, ...] = ()
    profile: Profile = Profile()
    candidates: tuple[Candidate, ...] = ()
    period: Period | None = None
    number: int | None = None  # the running number of "KR #3"
    measure: str | None = None  # a unit of measure in brackets

    @property
    def title(self) -> str:
        """Header and group together, as shown to people."""
        return f"{self.group} / {self.header}" if self.group and self.header else (self.group or self.header)


@dataclass(frozen=True)
class Table:
    """A region with its columns."""

    region: Region
    columns: tuple[Column, ...]
    language: str = "en"  # of most of its headers

    @property
    def sheet(self) -> Sheet:
        """The sheet it lies on."""
        return self.region.sheet


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a column was taken for; `field` None: it is not used, for the reason `how`."""

    column: Column
    field: str | None
    confidence: float
    how: str
    runner_up: str | None = None

    @property
    def kind(self) -> str:
        """The record kind of the field, "" where there is none."""
        return (self.field or "").partition(".")[0]

    @property
    def name(self) -> str:
        """The field's name without its kind."""
        return (self.field or "").partition(".")[2]


class Moment(NamedTuple):
    """What a row says of one time: `when` is what its header says, the same mapping in every row; `fields` its cells."""

    when: Mapping[str, Source]
    fields: dict[str, Source]


@dataclass(eq=False, slots=True)
class Draft:
    """A record in the making: field → where its value stands; later rows of the same record may complete it.

    With `moments` it is a record for each of them: `fields` is then what the row says of all alike, and read once;
    what a moment says itself counts first. `column` is the leftmost of its cells, of `moments` that of `fields`.
    """

    kind: str
    fields: dict[str, Source]
    row: int
    column: int
    moments: list[Moment] | None = None


def first_column(fields: Mapping[str, Source], row: int, first: int = 0) -> int:
    """The leftmost column of the fields' cells in a row, and of `first`; 0 where none of them stands there."""
    for source in fields.values():
        if source[0] == row and source[1] and (not first or source[1] < first):
            first = source[1]
    return first
