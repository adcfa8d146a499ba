"""Turns tile values and table cells into what a pack writes: the words people read and the exact value behind them."""

import datetime as dt
from dataclasses import dataclass

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat, in_place, printable
from okr_analytics.document import Column, Table, Tile, Unit

NUMERIC: frozenset[Unit] = frozenset({"percent", "points", "number", "count", "hours", "money", "days"})


@dataclass(frozen=True)
class Cell:
    """`text` for people; `number` or `day` where the value is one; `tone` names a status; `spans` mark parts of text."""

    text: str
    number: float | None = None
    day: dt.date | None = None
    unit: Unit = "text"
    tone: str = ""
    bar: bool = False
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def exact(self) -> str:
        """The value for machines, empty for words and for what isn't known."""
        return self.day.isoformat() if self.day else numbers.exact(self.number)


def cell(value: object, unit: Unit, locale: str) -> Cell:
    """One value in its unit."""
    if unit == "date":
        day = None if numbers.is_unknown(value) else numbers.as_date(value)
        return Cell(flat(numbers.date(value, locale)), day=day, unit="date" if day else "text")
    amount = marks.number(value)
    if amount == 0:
        amount = 0.0  # no minus before a nought, wherever it is read
    if unit in NUMERIC and amount is not None:
        return Cell(numbers.text(value, unit, locale), number=amount, unit=unit)
    if unit == "text" and not isinstance(value, str) and amount is not None:
        return Cell(numbers.text(value, "number", locale), number=amount, unit="number")
    if isinstance(value, dt.date) and not numbers.is_unknown(value):
        return cell(value, "date", locale)
    return Cell(printable(numbers.text(value, "text", locale)))


def of_column(value: object, column: Column, locale: str, spans: object = (), measure: object = None) -> Cell:
    """A cell of a table, with what the column's role adds; `measure` is the unit in which a measured value counts."""
    if column.role == "measured":
        return cell(value, numbers.unit_of(measure), locale)
    if column.role == "status":
        word = "unknown" if numbers.is_unknown(value) else str(value)
        return Cell(flat(marks.status_word(word)), tone=word)
    plain = cell(value, column.unit, locale)
    if column.role == "bar" and plain.number is not None:
        return Cell(plain.text, plain.number, unit=plain.unit, bar=True)
    if column.role == "spans" and isinstance(spans, tuple | list):
        marked = tuple((int(start), int(end)) for start, end in spans)
        return Cell("" if numbers.is_unknown(value) else in_place(str(value)), spans=marked)
    return Cell("") if column.unit == "text" and numbers.is_unknown(value) else plain


def rows(table: Table, locale: str) -> list[list[Cell]]:
    """All rows of a table in the order of its columns."""
    columns = []
    for column in table.columns:
        values = table.frame[column.name].to_list()
        spans: list[object] = [()] * len(values)
        if column.role == "spans" and f"{column.name}_spans" in table.frame:
            spans = table.frame[f"{column.name}_spans"].to_list()
        measures = table.frame["measure"].to_list() if column.role == "measured" else [None] * len(values)
        columns.append([of_column(value, column, locale, spans[i], measures[i]) for i, value in enumerate(values)])
    return [list(row) for row in zip(*columns, strict=True)]


def of_tile(tile: Tile, locale: str) -> Cell:
    """A tile's figure."""
    return cell(tile.value, tile.unit, locale)


def change(tile: Tile, locale: str) -> Cell | None:
    """A tile's change with its sign: a change of percentages counts in points."""
    if tile.delta is None:
        return None
    unit: Unit = "points" if tile.unit == "percent" else tile.unit
    found = cell(tile.delta, unit, locale)
    signed = found.text if (found.number or 0) <= 0 or found.text.startswith("+") else f"+{found.text}"
    return Cell(signed, found.number, unit=unit)
