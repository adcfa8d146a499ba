"""Keeps account of every non-blank cell of a sheet: loaded, or left aside with a reason, each exactly once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import repeat

from okr_analytics.ingest.cells import Range, Sheet
from okr_analytics.ingest.reading import Unused

Position = tuple[int, int]

OUTSIDE = "outside every table that was found"


class Ledger:
    """The account of one sheet. A cell that was loaded once counts as loaded, whatever else is said about it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._loaded: set[Position] = set()
        self._reasons: dict[Position, str] = {}
        self._whole: set[int] = set()  # rows of which every cell was seen to be loaded

    def load(self, positions: Iterable[Position]) -> None:
        """Says that these cells went into a record or told what others mean."""
        self._loaded.update(positions)

    def leave(self, positions: Iterable[Position], reason: str) -> None:
        """Says why these cells are not used; the first reason given to a cell stays."""
        for position in positions:
            self._reasons.setdefault(position, reason)

    def leave_rest(self, rows: Iterable[int], columns: range, reasons: Mapping[int, str], otherwise: str) -> None:
        """Says of the cells of a table's rows that nothing was said of yet why they aren't used: by column."""
        loaded, said = self._loaded, self._reasons
        for row in rows:
            cells = self._sheet.rows[row]
            if loaded.issuperset(zip(repeat(row), cells)):
                self._whole.add(row)
                continue  # most rows; a tenth of the time
            for column in cells:
                position = (row, column)
                if position not in loaded and position not in said and column in columns:
                    said[position] = reasons.get(column, otherwise)

    def unused(self) -> tuple[Unused, ...]:
        """The cells that weren't loaded, in rectangles that hold nothing else but blank cells, by sheet order."""
        by_reason: dict[str, list[Position]] = defaultdict(list)
        for row, cells in self._sheet.rows.items():
            if row in self._whole or self._loaded.issuperset(zip(repeat(row), cells)):
                continue
            for position in zip(repeat(row), cells):
                if position not in self._loaded:
                    by_reason[self._reasons.get(position, OUTSIDE)].append(position)
        columns = _by_column(self._sheet, {column for found in by_reason.values() for _, column in found})
        found = [
            Unused(self._sheet.name, self._sheet.area(area), reason, count)
            for reason, positions in by_reason.items()
            for area, count in _rectangles(positions, columns)
        ]
        return tuple(sorted(found, key=lambda item: (item.range, item.reason)))


def _by_column(sheet: Sheet, columns: set[int]) -> dict[int, list[int]]:
    """Column → its rows with cells, of these columns."""
    rows = sorted(sheet.rows.items())
    return {column: [row for row, cells in rows if column in cells] for column in columns}


def _rectangles(positions: list[Position], columns: dict[int, list[int]]) -> Iterable[tuple[Range, int]]:
    """Runs down each column (bridging blank cells only), then neighbours with the same rows joined."""
    own: dict[int, set[int]] = defaultdict(set)
    for row, column in positions:
        own[column].add(row)
    open_runs: dict[tuple[int, int], tuple[int, int, int]] = {}  # (top, bottom) → (left, right, cells)
    for column in sorted(own):
        runs = _runs(columns[column], own[column])
        still: dict[tuple[int, int], tuple[int, int, int]] = {}
        for top, bottom, count in runs:
            left, right, before = open_runs.pop((top, bottom), (column, column - 1, 0))
            if right == column - 1:
                still[top, bottom] = (left, column, before + count)
            else:
                yield Range(top, left, bottom, right), before
                still[top, bottom] = (column, column, count)
        yield from (_closed(rows, run) for rows, run in open_runs.items())
        open_runs = still
    yield from (_closed(rows, run) for rows, run in open_runs.items())


def _closed(rows: tuple[int, int], run: tuple[int, int, int]) -> tuple[Range, int]:
    return Range(rows[0], run[0], rows[1], run[1]), run[2]


def _runs(filled: list[int], own: set[int]) -> Iterable[tuple[int, int, int]]:
    """(top, bottom, cells) of the stretches of a column's filled cells that are all `own`."""
    top = bottom = count = 0
    for row in filled:
        if row in own:
            top, bottom, count = (top or row), row, count + 1
        elif count:
            yield top, bottom, count
            top = bottom = count = 0
    if count:
        yield top, bottom, count
