"""The cells of a worksheet part: marked cells get their style, blank ones are made, at the place where they belong."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from okr_analytics.diagnostics import CellRef
from okr_analytics.packs.annotation.markup import Edit, Element, Unpatchable, prefix, scan, with_attributes

Position = tuple[int, int]
_STYLED = re.compile(rb"(<(?:[\w.\-]+:)?c\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*?\bs=[\"'])(\d{1,6})([\"'])")
_AFTER_NOTES = frozenset(
    {
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    }
)


@dataclass
class _Row:
    number: int
    element: Element
    cells: list[tuple[int, Element]] = field(default_factory=list)


@dataclass
class Grid:
    """What a worksheet part holds, found once: rows and cells that matter, merged ranges, and where things go."""

    data: bytes
    wanted: frozenset[int]  # row numbers whose cells matter
    space: str = ""
    rows: list[_Row] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    body: Element | None = None
    root: Element | None = None
    legacy: Element | None = None
    _children: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        pending: list[Element] = []

        def seen(element: Element, above: tuple[str, ...]) -> None:
            if len(above) == 3:
                pending.append(element)
            elif len(above) == 2 and element.name == "row":
                self._row(element, pending)
                pending.clear()
            elif len(above) == 2 and element.name == "mergeCell":
                self._merge(element.attributes.get("ref", ""))
            elif len(above) == 2:
                said = element.attributes
                self.columns.append((_int(said.get("min")), _int(said.get("max")), _int(said.get("style"))))
            elif len(above) == 1:
                self._children.append(element)
            else:
                self.root = element

        self.space = scan(self.data, seen, _matters)
        self.body = next((e for e in self._children if e.name == "sheetData"), None)
        self.legacy = next((e for e in self._children if e.name == "legacyDrawing"), None)
        if self.root is None or self.root.name != "worksheet" or self.body is None:
            raise Unpatchable("a sheet is not built as usual")

    def _row(self, element: Element, cells: list[Element]) -> None:
        said = element.attributes.get("r")
        number = _int(said) if said else (self.rows[-1].number + 1 if self.rows else 1)
        row = _Row(number, element)
        if number in self.wanted:
            column = 0
            for cell in cells:
                place = place_of(cell.attributes.get("r"))
                column = place[1] if place else column + 1
                row.cells.append((column, cell))
        self.rows.append(row)

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = place_of(first), place_of(last or first)
        if start and end:
            self.merges.append((*start, *end))

    # -- what is asked -------------------------------------------------------------------------------------------------

    def anchor(self, position: Position) -> Position:
        """The cell that shows what is at a position: the first of its merged range."""
        row, column = position
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return position

    @property
    def prefix(self) -> str:
        """How the sheet's elements are prefixed."""
        return prefix(self.data, self.root) if self.root else ""

    def after_cells(self) -> int:
        """Where an element for notes belongs among the sheet's children."""
        assert self.root is not None
        return next((e.start for e in self._children if e.name in _AFTER_NOTES), self.root.inner_end)

    def edits(self, places: Mapping[Position, str], style: Callable[[int, str], int]) -> list[Edit]:
        """The edits that give each place its mark; `style` makes a marked style out of a style and a severity."""
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), mark in places.items():
            by_row.setdefault(row, {})[column] = mark
        known = {row.number: row for row in self.rows}
        out: list[Edit] = []
        missing = {n: cells for n, cells in by_row.items() if n not in known}
        for number, cells in by_row.items():
            if number in known:
                out += self._in_row(known[number], cells, style)
        return out + self._new_rows(missing, style)

    def _in_row(self, row: _Row, marks: Mapping[int, str], style: Callable[[int, str], int]) -> list[Edit]:
        out: list[Edit] = []
        have = dict(row.cells)
        fresh: dict[int, list[bytes]] = {}
        inside = row.element.inner_end
        for column in sorted(marks):
            if column in have:
                cell = have[column]
                said = {"s": str(style(_int(cell.attributes.get("s")), marks[column]))}
                out.append(Edit(cell.start, cell.head, with_attributes(self.data[cell.start : cell.head], said)))
                continue
            at = next((c.start for number, c in row.cells if number > column), inside)
            made = self._blank(row.number, column, style(self._inherited(row.element, column), marks[column]))
            fresh.setdefault(at, []).append(made)
        if row.element.head == row.element.end and fresh:  # a row written as one tag
            tag = self.data[row.element.start : row.element.head].removesuffix(b"/>").rstrip()
            cells = b"".join(b"".join(made) for made in fresh.values())
            close = f"</{self.prefix}row>".encode()
            return [Edit(row.element.start, row.element.end, tag + b">" + cells + close)]
        return out + [Edit(at, at, b"".join(made)) for at, made in fresh.items()]

    def _new_rows(self, missing: Mapping[int, Mapping[int, str]], style: Callable[[int, str], int]) -> list[Edit]:
        assert self.body is not None
        numbers = [row.number for row in self.rows]
        made: dict[int, list[bytes]] = {}
        for number in sorted(missing):
            place = bisect_left(numbers, number)
            at = self.rows[place].element.start if place < len(numbers) else self.body.inner_end
            cells = b"".join(
                self._blank(number, column, style(self._inherited(None, column), mark))
                for column, mark in sorted(missing[number].items())
            )
            p = self.prefix
            made.setdefault(at, []).append(f'<{p}row r="{number}">'.encode() + cells + f"</{p}row>".encode())
        if not made:
            return []
        if self.body.head == self.body.end:
            p = self.prefix
            rows = b"".join(b"".join(found) for found in made.values())
            whole = f"<{p}sheetData>".encode() + rows + f"</{p}sheetData>".encode()
            return [Edit(self.body.start, self.body.end, whole)]
        return [Edit(at, at, b"".join(found)) for at, found in made.items()]

    def _inherited(self, row: Element | None, column: int) -> int:
        """The style a blank cell shows: its row's, else its column's."""
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return _int(row.attributes.get("s"))
        return next((style for low, high, style in self.columns if low <= column <= high), 0)

    def _blank(self, row: int, column: int, style: int) -> bytes:
        return f'<{self.prefix}c r="{CellRef("", row, column).address}" s="{style}"/>'.encode()


def restyled(data: bytes, style: Callable[[int], int]) -> bytes:
    """The worksheet part with the style number of every cell put through `style`."""

    def change(found: re.Match[bytes]) -> bytes:
        old = int(found[2])
        new = style(old)
        return found[0] if new == old else found[1] + str(new).encode() + found[3]

    return _STYLED.sub(change, data)


def _matters(local: str, depth: int) -> bool:
    """Root and its children, rows, merged ranges and columns, cells."""
    return depth < 2 or (depth == 2 and local in ("row", "mergeCell", "col")) or (depth == 3 and local == "c")


def _int(said: str | None) -> int:
    return int(said) if said and said.strip().isdecimal() else 0


def place_of(address: str | None) -> Position | None:
    """Row and column of an address such as B7 or $B$7."""
    try:
        ref = CellRef.parse("!" + (address or "").replace("$", ""))
    except ValueError:
        return None
    return ref.row, ref.column
