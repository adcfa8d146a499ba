"""Which cell each field of a record came from, held as positions; a CellRef is made when somebody asks for it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from okr_analytics.diagnostics import CellRef, column_letters
from okr_analytics.ingest.tables import Position


@lru_cache(maxsize=1024)
def _column(sheet: str, column: int) -> str:
    return f"{sheet}!{column_letters(column)}"


class Lineage(Mapping[str, CellRef]):
    """Field → its cell on one sheet; a large sheet has a million of them, of which few are ever looked at."""

    __slots__ = ("_places", "_sheet")

    def __init__(self, sheet: str, places: Mapping[str, Position]) -> None:
        self._sheet, self._places = sheet, places

    @property
    def places(self) -> Mapping[str, Position]:
        """Field → row and column."""
        return self._places

    def addresses(self) -> dict[str, str]:
        """Field → its cell as it is printed, such as "Sheet!F14"."""
        sheet = self._sheet
        return {name: f"{_column(sheet, column)}{row}" for name, (row, column) in self._places.items()}

    def __getitem__(self, name: str) -> CellRef:
        row, column = self._places[name]
        return CellRef(self._sheet, row, column)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def places_of(cells: Mapping[str, CellRef]) -> Mapping[str, Position]:
    """Field → row and column of its cell, without making the cells."""
    return cells.places if isinstance(cells, Lineage) else {n: (c.row, c.column) for n, c in cells.items()}


def addresses_of(cells: Mapping[str, CellRef]) -> dict[str, str]:
    """Field → its cell as it is printed, such as "Sheet!F14"."""
    return cells.addresses() if isinstance(cells, Lineage) else {name: str(ref) for name, ref in cells.items()}
