"""What a person decided about a layout or a cell: confirmed mappings by fingerprint, and mended cells."""

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Self

from okr_analytics.diagnostics import CellRef, Diagnostic, Severity
from okr_analytics.ingest.cells import Sheet, Value, Workbook
from okr_analytics.ingest.values import read_text


@dataclass(frozen=True)
class TableMapping:
    """Corrections of one layout.

    `kind`: a record kind, "other" (leave the table aside) or None (as recognised). `header_rows`: the sheet's rows that
    are the header, None as recognised. `columns`: position of the column in `TableReading.columns` (0 = first) →
    "key_result.target", or None to leave the column aside; positions that aren't named stay as recognised.
    `last_row`: the sheet's row that ends the table, None as recognised. `found`: the first header row and the last row
    as recognised when this was decided, so that the rows can be counted from there in another file. `headers`: the
    signature of the layout, so that it is known again with a column moved or added. `starts`: positions of columns at
    which another table begins, beside this one.
    """

    kind: str | None = None
    header_rows: tuple[int, ...] | None = None
    columns: MappingType[int, str | None] = field(default_factory=dict)
    last_row: int | None = None
    found: tuple[int, int] | None = None
    headers: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is corrected."""
        return not (self.kind or self.header_rows or self.columns or self.last_row or self.starts)

    def as_dict(self) -> dict[str, Any]:
        """The corrections in JSON terms."""
        return {
            "kind": self.kind,
            "header_rows": list(self.header_rows) if self.header_rows else None,
            "columns": {str(position): name for position, name in self.columns.items()},
            "last_row": self.last_row,
            "found": list(self.found) if self.found else None,
            "headers": list(self.headers),
            "starts": list(self.starts),
        }

    @classmethod
    def from_dict(cls, data: MappingType[str, Any]) -> Self:
        """The corrections that `as_dict` wrote."""
        rows = data.get("header_rows")
        columns = {int(position): name for position, name in (data.get("columns") or {}).items()}
        first, last = data.get("found") or (0, 0)
        return cls(
            data.get("kind"),
            tuple(rows) if rows else None,
            columns,
            data.get("last_row"),
            (first, last) if first else None,
            tuple(data.get("headers") or ()),
            tuple(data.get("starts") or ()),
        )


@dataclass(frozen=True)
class Mapping:
    """Confirmed corrections: the fingerprint of a table's layout as it was found → what a person decided about it.

    What holds for one table of several of a layout stands under `one_of(fingerprint, its place)`.
    """

    tables: MappingType[str, TableMapping] = field(default_factory=dict)

    def of(self, fingerprint: str, place: str = "") -> TableMapping | None:
        """The corrections of a layout, None where nobody decided anything; those of the very place before the others."""
        return self.tables.get(one_of(fingerprint, place)) or self.tables.get(fingerprint)

    def as_dict(self) -> dict[str, Any]:
        """The mapping in JSON terms."""
        return {"tables": {key: table.as_dict() for key, table in self.tables.items()}}

    @classmethod
    def from_dict(cls, data: MappingType[str, Any]) -> Self:
        """The mapping that `as_dict` wrote."""
        return cls({key: TableMapping.from_dict(value) for key, value in data.get("tables", {}).items()})


def one_of(fingerprint: str, place: str) -> str:
    """The name of one table among those of a layout, by the place where it begins ("OKRs!A9")."""
    return f"{fingerprint}@{place}"


@dataclass(frozen=True, slots=True)
class Mend:
    """A cell that a person corrected: address such as "F14", its original as a person reads it, and what to read."""

    sheet: str
    cell: str
    original: str | None
    new: Value | None

    @property
    def ref(self) -> CellRef:
        """The cell; raises ValueError where the address isn't one."""
        return CellRef.parse(f"{self.sheet}!{self.cell}")


def mended(workbook: Workbook, mends: Sequence[Mend]) -> tuple[Workbook, tuple[Diagnostic, ...]]:
    """The workbook with these cells replaced; a mend whose original no longer stands there is said, not applied."""
    if not mends:
        return workbook, ()
    names = {sheet.name for sheet in workbook.sheets}
    said = [_not_applied(m, f'there is no sheet "{m.sheet}"') for m in mends if m.sheet not in names]
    sheets = tuple(_mend_sheet(sheet, [m for m in mends if m.sheet == sheet.name], said) for sheet in workbook.sheets)
    return replace(workbook, sheets=sheets), tuple(said)


def _mend_sheet(sheet: Sheet, mends: Sequence[Mend], said: list[Diagnostic]) -> Sheet:
    if not mends:
        return sheet
    rows = {row: dict(cells) for row, cells in sheet.rows.items()}
    for mend in mends:
        place = mend.ref
        found = read_text(sheet.value(place.row, place.column))
        if found != (read_text(mend.original) if mend.original is not None else None):
            said.append(_not_applied(mend, f'the cell holds "{found or ""}", not "{mend.original or ""}"'))
        elif mend.new is None or mend.new == "":
            rows.get(place.row, {}).pop(place.column, None)
        else:
            rows.setdefault(place.row, {})[place.column] = mend.new
    ordered = {row: MappingProxyType(dict(sorted(rows[row].items()))) for row in sorted(rows) if rows[row]}
    return replace(sheet, rows=ordered)


def _not_applied(mend: Mend, why: str) -> Diagnostic:
    return Diagnostic(
        "mend-not-applied",
        Severity.WARNING,
        f"A correction of {mend.sheet}!{mend.cell} was not applied: {why}.",
        "Look at the cell and correct it again where needed.",
    )
