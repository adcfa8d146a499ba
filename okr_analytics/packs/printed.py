"""Makes a table of the screen fit for slides and paper: without lineage and empty columns, wide ones in parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from okr_analytics import numbers
from okr_analytics.document import Column, Table
from okr_analytics.packs import cells
from okr_analytics.packs.cells import Cell
from okr_analytics.packs.pack import Pack

_LINEAGE = frozenset({"cell", "load", "link"})  # Excel and HTML carry it; nobody follows it from paper
_MOST_ROWS, _IN_BRIEF, _SPARE = 200, 12, 3  # of one table; the Excel pack has the others
_MOST_CELLS = 12_000  # of all tables of a pack on paper, some 80 pages: a cell takes 14 kB of memory until it is set
MORE_COLUMNS = "More columns are in the Excel pack."
_NAMES = 2  # columns that every part repeats, because they say which row it is


@dataclass(frozen=True)
class Part:
    """Some columns of a table with all its rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def parts(table: Table, locale: str, most: int) -> tuple[list[Part], str]:
    """The table in parts of at most so many columns, and a sentence about columns in which nothing is known."""
    rows = cells.rows(table, locale)
    shown = [i for i, column in enumerate(table.columns) if not _is_lineage(table, column)]
    known = [i for i in shown if any(row[i].text not in ("", numbers.UNKNOWN) for row in rows)]
    silent = [table.columns[i].label for i in shown if i not in known]
    groups = _groups(known or shown[:1], most)
    made = [
        Part(tuple(table.columns[i] for i in group), tuple(tuple(row[i] for i in group) for row in rows))
        for group in groups
    ]
    return made, f"Not known for any row: {', '.join(silent)}." if silent and known else ""


def most_rows(pack: Pack, rows: int) -> int:
    """How many of a table's rows are printed: what stands first counts most; two or three more than fit aren't cut off."""
    most = _IN_BRIEF if pack.brief else _MOST_ROWS
    return rows if rows <= most + _SPARE else most


@dataclass(frozen=True)
class Allowance:
    """How many rows of each table are set on paper, and whether the columns beyond the first part are."""

    rows: int
    every_column: bool


def allowance(pack: Pack, most: int) -> Allowance:
    """Everything where it fits; else the first `most` columns of each table, and as many rows of each as fit then."""
    blocks = (block for view in pack.views for section in view.sections for block in section.blocks)
    tables = [block for block in blocks if isinstance(block, Table) and not block.frame.empty]
    groups = [
        _groups([i for i, column in enumerate(table.columns) if _counts(table, column)], most) for table in tables
    ]
    for every_column in (True, False):
        wide = [sum(len(group) for group in (own if every_column else own[:1])) for own in groups]
        full = [most_rows(pack, len(table.frame)) for table in tables]
        if sum(rows * columns for rows, columns in zip(full, wide, strict=True)) <= _MOST_CELLS:
            return Allowance(_MOST_ROWS + _SPARE, every_column)
    for rows in range(_MOST_ROWS, _IN_BRIEF, -1):
        if sum(min(rows, own) * columns for own, columns in zip(full, wide, strict=True)) <= _MOST_CELLS:
            return Allowance(rows, every_column=False)
    return Allowance(_IN_BRIEF, every_column=False)


def _counts(table: Table, column: Column) -> bool:
    return not _is_lineage(table, column) and not table.frame[column.name].isna().all()


def left_out(rows: int, shown: int, locale: str) -> str:
    """The sentence that says where the rows are that a slide or page doesn't show; empty where it shows all."""
    left = rows - shown
    if left <= 0:
        return ""
    first, more = (numbers.text(count, "count", locale) for count in (shown, left))
    return f"The first {first} rows; {more} more {'is' if left == 1 else 'are'} in the Excel pack."


def _is_lineage(table: Table, column: Column) -> bool:
    traced = any(other.role == "cell" for other in table.columns)
    return column.role in _LINEAGE or (traced and column.name == "file")


def _groups(places: Sequence[int], most: int) -> list[list[int]]:
    if len(places) <= most:
        return [list(places)]
    names, rest = list(places[:_NAMES]), list(places[_NAMES:])
    count = -(-len(rest) // (most - _NAMES))
    size = -(-len(rest) // count)
    return [names + rest[at : at + size] for at in range(0, len(rest), size)]
