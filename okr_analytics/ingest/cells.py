"""A workbook as its owner sees it: sheets of sparse cells with number formats, merges and what is hidden."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from okr_analytics.diagnostics import CellRef, Diagnostic, column_letters


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error that the spreadsheet shows in a cell, such as #N/A or #DIV/0!."""

    code: str


Value: TypeAlias = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | ErrorValue
# Whole numbers are floats with no fraction, as in the file. A cell that holds only white space is a str.
# A blank cell is absent.


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """A rectangle of cells, all four ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, tuple):
            return False
        row, column = position
        return bool(self.top <= row <= self.bottom and self.left <= column <= self.right)


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[row][column]` → value, both counted from 1, blank cells absent.

    `formats` holds the number format code of cells whose format isn't General; `comments` their notes;
    `formulas` the cells whose value was computed (text kept without the leading "="); in a merged range only the
    top-left cell has a value. `indents` holds the alignment indent of cells that have one. `turned`: its rows are the
    columns of the file, because a table on it lies on its side.
    """

    name: str
    rows: Mapping[int, Mapping[int, Value]]
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[Range, ...] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    turned: bool = False

    @cached_property
    def white_rows(self) -> frozenset[int]:
        """The rows in which some cell holds nothing but white space."""
        found = set()
        for row, cells in self.rows.items():
            for value in cells.values():
                if isinstance(value, str) and (not value or value.isspace()):
                    found.add(row)
        return frozenset(found)

    @cached_property
    def columns(self) -> tuple[int, int]:
        """The first and the last column in use; (0, 0) on a blank sheet."""
        used = set().union(*self.rows.values())
        return (min(used), max(used)) if used else (0, 0)

    def value(self, row: int, column: int) -> Value | None:
        """The value of a cell, None where it is blank."""
        return self.rows.get(row, {}).get(column)

    def ref(self, row: int, column: int) -> CellRef:
        """The cell's name for people."""
        return CellRef(self.name, column, row) if self.turned else CellRef(self.name, row, column)

    def area(self, found: Range) -> Range:
        """A rectangle of the sheet as it lies in the file."""
        return Range(found.left, found.top, found.right, found.bottom) if self.turned else found

    def positions(self) -> Iterator[tuple[int, int]]:
        """Every non-blank cell, by rows."""
        for row, cells in self.rows.items():
            for column in cells:
                yield row, column

    @property
    def count(self) -> int:
        """How many cells aren't blank."""
        return sum(len(cells) for cells in self.rows.values())


@dataclass(frozen=True)
class Workbook:
    """What a file holds: its sheets in order, its format, its own date, and what the reader had to say."""

    file: str
    format: str  # xlsx, xlsm, xlsb, xls, ods, csv
    sha256: str
    sheets: tuple[Sheet, ...]
    modified: dt.date | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def count(self) -> int:
        """How many cells of the file aren't blank; every one of them ends up loaded or listed as not used."""
        return sum(sheet.count for sheet in self.sheets)
