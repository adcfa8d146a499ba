"""What was understood of one file: tables, columns, records, and every cell accounted for."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from okr_analytics.diagnostics import Diagnostic, Severity, column_letters
from okr_analytics.ingest.cells import Range
from okr_analytics.model import KIND_OF, Record

SURE = 0.5  # a table less sure than this is asked about
SURE_COLUMN = 0.6  # the same for a column: it is read as it is most likely meant, and asked about


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What a column of a table was taken for: `field` is "key_result.target" or None; `how` says why, in words."""

    column: str  # letters; of a table on its side the number of the row
    header: str
    field: str | None
    confidence: float
    how: str
    runner_up: str | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it is used, and less sure than the threshold."""
        return self.field is not None and self.confidence < SURE_COLUMN

    def as_dict(self) -> dict[str, Any]:
        """The column in the form of the command line's JSON."""
        return {
            "column": self.column,
            "header": self.header,
            "field": self.field,
            "confidence": round(self.confidence, 3),
            "how": self.how,
            "runner_up": self.runner_up,
        }


@dataclass(frozen=True)
class TableReading:
    """A table that was found: where, of what kind, why, and what its columns mean.

    `fingerprint` names the layout (kind-independent: normalised headers and their order), so that a mapping confirmed
    once serves next month's file.
    """

    sheet: str
    range: Range
    kind: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    records: dict[str, int] = field(default_factory=dict)
    confidence: float = 1.0
    how: str = ""
    layout: str = "flat"
    fingerprint: str = ""
    runner_up: str | None = None  # the kind that came second
    remembered: str = ""  # the name of the layout whose corrections were used, "" where none were
    signature: tuple[str, ...] = ()
    cut_from: str = ""  # the name of the layout that a person cut this table out of
    found: tuple[int, int] = (0, 0)  # the first header row and the last row as they were found, whatever was corrected
    turned: bool = False  # it lies on its side: the field names stand in its first column

    def heads(self, row: int, column: int) -> bool:
        """Whether a cell of the table belongs to its header."""
        return column == self.range.left if self.turned else row in self.header_rows

    def column_at(self, row: int, column: int) -> ColumnReading | None:
        """The column that a cell of the lowest header row names; None for any other cell."""
        if not self.heads(row, column) or (not self.turned and row != self.header_rows[-1]):
            return None
        name = str(row) if self.turned else column_letters(column)
        return next((c for c in self.columns if c.column == name), None)

    @property
    def place(self) -> str:
        """Where the table begins as it was found, such as "OKRs!A9"."""
        return f"{self.sheet}!{column_letters(self.range.left)}{self.found[0]}"

    @property
    def is_asked(self) -> bool:
        """Whether it is less sure than the threshold, so that nothing is loaded of it before a person says what it is."""
        return self.kind != "other" and self.confidence < SURE

    def as_dict(self) -> dict[str, Any]:
        """The table in the form of the command line's JSON."""
        return {
            "sheet": self.sheet,
            "range": str(self.range),
            "kind": self.kind,
            "header_rows": list(self.header_rows),
            "turned": self.turned,
            "columns": [column.as_dict() for column in self.columns],
            "records": self.records,
            "confidence": round(self.confidence, 3),
            "how": self.how,
            "layout": self.layout,
            "fingerprint": self.fingerprint,
            "runner_up": self.runner_up,
        }


@dataclass(frozen=True, slots=True)
class Unused:
    """Cells that were not loaded, and why; `cells` counts the non-blank ones in the range that weren't loaded."""

    sheet: str
    range: Range
    reason: str
    cells: int

    def as_dict(self) -> dict[str, Any]:
        """The cells in the form of the command line's JSON."""
        return {"sheet": self.sheet, "range": str(self.range), "reason": self.reason, "cells": self.cells}


@dataclass(frozen=True)
class Reading:
    """What was understood of one file. `refused` is the one sentence why it can't be used at all, else None."""

    file: str
    sha256: str
    refused: str | None = None
    tables: tuple[TableReading, ...] = ()
    unused: tuple[Unused, ...] = ()
    nonblank: int = 0
    records: tuple[Record, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    as_of: dt.date | None = None
    as_of_source: str = ""  # person, cell, file name, file date, today
    loose: tuple[TableReading, ...] = ()  # blocks in which no header row was found; a person may name one

    @property
    def unused_count(self) -> int:
        """How many non-blank cells were not loaded."""
        return sum(item.cells for item in self.unused)

    @property
    def has_errors(self) -> bool:
        """Whether something in the data is of severity error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def counts(self) -> dict[str, int]:
        """Kind → number of records."""
        return counted(self.records)

    def as_dict(self, *, with_records: bool = False) -> dict[str, Any]:
        """The reading in the form of the command line's JSON."""
        out: dict[str, Any] = {
            "file": self.file,
            "sha256": self.sha256,
            "refused": self.refused,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "as_of_source": self.as_of_source,
            "tables": [table.as_dict() for table in self.tables],
            "unused": [item.as_dict() for item in self.unused],
            "cells": {
                "nonblank": self.nonblank,
                "loaded": self.nonblank - self.unused_count,
                "unused": self.unused_count,
            },
            "records": self.counts(),
            "diagnostics": [diagnostic.as_dict() for diagnostic in self.diagnostics],
        }
        if with_records:
            out["data"] = {}
            for record in self.records:
                out["data"].setdefault(record.record_kind, []).append(record.as_dict())
        return out


def counted(records: Iterable[Record]) -> dict[str, int]:
    """Kind → number of records."""
    return {KIND_OF[kind]: count for kind, count in Counter(map(type, records)).items()}
