"""Writes a workbook the way planning staff lay one out: title rows, header fills, merges, traffic lights, notes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LIGHTS = {
    "on_track": "#C6E7CE",
    "at_risk": "#FFE8A3",
    "off_track": "#F6C1BC",
    "done": "#CFE0F5",
    "cancelled": "#E0E0E0",
}
HEADER = {
    "bold": True,
    "bg_color": "#1F4E5F",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
}
TITLE = {"bold": True, "font_size": 15, "font_color": "#1F4E5F"}
NOTE = {"italic": True, "font_color": "#666666"}
BLOCK = {"valign": "top", "text_wrap": True, "border": 1, "bold": True}
TOTAL = {"bold": True, "top": 2}
PERCENT, DATE = {"num_format": "0.0%"}, {"num_format": "dd/mm/yyyy"}


@dataclass(frozen=True)
class Cell:
    """A value with a style, for a cell that looks different from its neighbours; `formula` keeps its cached value."""

    value: object
    style: dict[str, Any] = field(default_factory=dict)
    formula: str = ""
    comment: str = ""


class Book:
    """A workbook whose bytes depend on nothing but its contents."""

    def __init__(self, path: Path, title: str, saved: dt.date) -> None:
        self._book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
        created = dt.datetime.combine(saved, dt.time(9), dt.UTC).replace(tzinfo=None)
        self._book.set_properties({"title": title, "author": "Planning Office", "created": created})
        self._formats: dict[str, Format] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def style(self, properties: dict[str, Any]) -> Format:
        """The format with these properties, made once."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[float] = (), *, hidden: bool = False) -> "Page":
        """A new sheet at the end."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if hidden:
            sheet.hide()
        return Page(self, sheet)


class Page:
    """A sheet that is written from top to bottom; rows and columns count from 0, as in the writer underneath."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book, self.sheet, self.row = book, sheet, 0

    def put(self, row: int, column: int, value: object) -> None:
        """One cell; None leaves it blank, a date gets a date format."""
        cell = value if isinstance(value, Cell) else Cell(value)
        style = dict(cell.style)
        if isinstance(cell.value, dt.date):
            style = {**DATE, **style}
        made = self.book.style(style) if style else None
        if cell.formula:
            self.sheet.write_formula(row, column, cell.formula, made, cell.value)
        elif isinstance(cell.value, dt.date):
            self.sheet.write_datetime(row, column, dt.datetime.combine(cell.value, dt.time()), made)
        elif cell.value is None:
            if made:
                self.sheet.write_blank(row, column, None, made)
        elif isinstance(cell.value, str):
            self.sheet.write_string(row, column, cell.value, made)
        else:
            self.sheet.write_number(row, column, float(str(cell.value)), made)
        if cell.comment:
            self.sheet.write_comment(row, column, cell.comment, {"author": "Planning Office"})

    def line(self, values: Iterable[object]) -> None:
        """A row of cells."""
        for column, value in enumerate(values):
            self.put(self.row, column, value)
        self.row += 1

    def title(self, text: str, width: int = 1) -> None:
        """The sheet's title, merged over some columns."""
        if width > 1:
            self.sheet.merge_range(self.row, 0, self.row, width - 1, text, self.book.style(TITLE))
        else:
            self.put(self.row, 0, Cell(text, TITLE))
        self.row += 1

    def note(self, text: str) -> None:
        """A line of small print."""
        self.line([Cell(text, NOTE)])

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def header(self, names: Sequence[str]) -> None:
        """The header row; what lies above stays in view."""
        self.sheet.set_row(self.row, 30)
        self.line([Cell(name, HEADER) for name in names])
        self.sheet.freeze_panes(self.row, 0)

    def header_over(self, groups: Sequence[tuple[str, int]]) -> None:
        """The upper of two header rows: names merged over so many columns, "" leaves the columns blank."""
        column = 0
        for name, width in groups:
            if name and width > 1:
                self.sheet.merge_range(self.row, column, self.row, column + width - 1, name, self.book.style(HEADER))
            elif name:
                self.put(self.row, column, Cell(name, HEADER))
            column += width
        self.row += 1

    def merge_down(self, top: int, column: int, text: str) -> None:
        """One value over the rows from `top` to the last one written."""
        if self.row - top > 1:
            self.sheet.merge_range(top, column, self.row - 1, column, text, self.book.style(BLOCK))
        else:
            self.put(top, column, Cell(text, BLOCK))


def light(status: str, word: str) -> Cell:
    """A traffic light: the word on its colour."""
    return Cell(word, {"bg_color": LIGHTS[status]} if status in LIGHTS else {})


def percent(value: float | None) -> Cell:
    """A number shown as a percentage."""
    return Cell(value, PERCENT)


def spoken(value: float | None, measure: str, *, comma: bool = False) -> str | None:
    """A number as people type it into a text cell: "61%", "6.8"; None stays blank."""
    if value is None:
        return None
    text = f"{value * 100:.1f}".removesuffix(".0") + "%" if measure == "%" else f"{value:g}"
    return text.replace(".", ",") if comma else text


def measured(value: float | None, measure: str) -> object:
    """A number as a number, percentages with their format."""
    return percent(value) if measure == "%" else value
