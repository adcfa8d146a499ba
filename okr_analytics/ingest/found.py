"""A table found on a sheet before its records are drawn, and how it is told to people."""

from dataclasses import dataclass

from okr_analytics.diagnostics import Diagnostic, Severity, column_letters
from okr_analytics.ingest.context import Context
from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.mapping import TableMapping
from okr_analytics.ingest.meaning.columns import build_table, fingerprint
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.reading import ColumnReading, TableReading
from okr_analytics.ingest.rows.spreads import Times
from okr_analytics.ingest.tables import Region, Table
from okr_analytics.ingest.told import extent, region_as_told, signature
from okr_analytics.ingest.values import Period


@dataclass(frozen=True)
class FoundTable:
    """A table found on a sheet, before its records are drawn."""

    table: Table
    context: Context
    decision: Decision
    fingerprint: str
    signature: tuple[str, ...]
    rows: tuple[int, int]  # the first header row and the last row, as they were found
    remembered: str = ""
    cut_from: str = ""


def table_reading(found: FoundTable, times: Times, counts: dict[str, int], layout: str) -> TableReading:
    """What is told of a table: its place, kind and columns, with the records of each kind drawn from it."""
    decision, sheet = found.decision, found.table.sheet
    area = sheet.area(found.table.region.range)
    return TableReading(
        sheet=sheet.name,
        range=area,
        kind=decision.kind,
        header_rows=() if sheet.turned else found.table.region.header_rows,
        columns=tuple(_column_readings(decision, times, turned=sheet.turned)),
        records=counts,
        confidence=decision.confidence,
        how=decision.how,
        layout=layout,
        fingerprint=found.fingerprint,
        runner_up=decision.runner_up,
        remembered=found.remembered,
        signature=found.signature,
        cut_from=found.cut_from,
        found=(area.top, area.bottom) if sheet.turned else found.rows,
        turned=sheet.turned,
    )


def _column_readings(decision: Decision, times: Times, *, turned: bool) -> list[ColumnReading]:
    spread = {s.column.index: s for s in times.spreads}
    out = []
    for a in decision.assignments:
        field, how = a.field, a.how
        if a.column.index in spread:
            s = spread[a.column.index]
            field, how = f"{s.kind}.{s.name}", f"{s.kind.replace('_', ' ')} of {_stretch(s.period)}"
        elif a.column.index in times.left:
            field, how = None, times.left[a.column.index]
        letters = str(a.column.index) if turned else column_letters(a.column.index)
        out.append(
            ColumnReading(letters, a.column.title, field, a.confidence or (0.7 if field else 0.0), how, a.runner_up)
        )
    return out


def unsure_columns(found: FoundTable, reading: TableReading) -> list[Diagnostic]:
    """The columns that are used although it isn't sure what they mean, each with what else it may be."""
    out = []
    for a, told in zip(found.decision.assignments, reading.columns, strict=True):
        if not told.is_asked or not told.field:
            continue
        cells = a.column.header_cells
        row, column = cells[-1] if cells else (found.rows[0], a.column.index)
        what = told.field.replace(".", "'s ").replace("_", " ")
        out.append(
            Diagnostic(
                "unsure-column",
                Severity.INFO,
                f'It is not sure what the column "{told.header}" means: it is read as the {what}.',
                "Confirm it in the upload page, or say there what it is.",
                found.table.sheet.ref(row, column),
            )
        )
    return out


def loose_reading(region: Region) -> TableReading:
    """The block as a table that nobody recognised, so that a person can name its header row."""
    first = region_as_told(region.sheet, region, TableMapping(header_rows=(region.range.top,)))
    table = build_table(first)
    return TableReading(
        sheet=region.sheet.name,
        range=region.range,
        kind=OTHER,
        header_rows=(),
        columns=(),
        confidence=0.0,
        how=loose_reason(region),
        layout="",
        fingerprint=fingerprint(table),
        signature=signature(table),
        found=extent(region),
    )


def loose_reason(region: Region) -> str:
    """Why nothing is read from a block without a header."""
    texts = [label(v) for r in region.body for v in region.sheet.rows[r].values()]
    return "no header row was found for these cells" if len(texts) > 3 else "a text that belongs to no table"


def _stretch(period: Period) -> str:
    """The days of a time column; the word of its header where nothing says which days they are."""
    return f"{period.start} to {period.end}" if period.start else period.name
