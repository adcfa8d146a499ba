"""Small sheets written down as rows: what layouts show themselves with, and what tests are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from okr_analytics.ingest.cells import Range, Sheet, Value, Workbook


@dataclass(frozen=True)
class Example:
    """The smallest sheet that shows a layout: its rows (None = blank), and the records it must give.

    `expect`: kind → the records in order, each as some of its fields. `merges`, `indents`, `formats` as in `Sheet`.
    """

    rows: Sequence[Sequence[Value | None]]
    expect: Mapping[str, Sequence[Mapping[str, object]]]
    merges: tuple[Range, ...] = ()
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sheet: str = "Sheet1"
    file: str = "example.xlsx"

    def workbook(self) -> Workbook:
        """The example as a workbook."""
        return workbook_of(
            sheet_of(self.rows, name=self.sheet, merges=self.merges, indents=self.indents, formats=self.formats),
            file=self.file,
        )


def sheet_of(
    rows: Sequence[Sequence[Value | None]],
    *,
    name: str = "Sheet1",
    merges: tuple[Range, ...] = (),
    indents: Mapping[tuple[int, int], int] | None = None,
    formats: Mapping[tuple[int, int], str] | None = None,
) -> Sheet:
    """A sheet whose first row and column are the first of `rows`."""
    cells = {
        number: {column: value for column, value in enumerate(row, 1) if value is not None}
        for number, row in enumerate(rows, 1)
    }
    filled = {number: row for number, row in cells.items() if row}
    return Sheet(name, filled, dict(formats or {}), merges, indents=dict(indents or {}))


def workbook_of(*sheets: Sheet, file: str = "example.xlsx") -> Workbook:
    """A workbook of these sheets."""
    return Workbook(file, "xlsx", sha256(file.encode()).hexdigest(), sheets)
