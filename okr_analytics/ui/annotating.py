"""From what was read of a file to its annotated copy: diagnostics, findings on its key results, tables, unused cells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from okr_analytics import texts
from okr_analytics.diagnostics import CellRef, Diagnostic, column_number
from okr_analytics.ingest.cells import ErrorValue, Range, Sheet, Workbook
from okr_analytics.ingest.reading import Reading, TableReading
from okr_analytics.ingest.workbook import open_workbook
from okr_analytics.packs.annotated import Annotated, annotate
from okr_analytics.packs.annotation.remade import PlainSheet
from okr_analytics.packs.annotation.remarks import ColumnLine, Remark, TableLine, Understood, UnusedLine
from okr_analytics.policy import Policy
from okr_analytics.quality.gather import items_of
from okr_analytics.quality.items import Context
from okr_analytics.quality.lint import lint
from okr_analytics.quality.rule import Finding

_OTHER = "other"
_TITLES = {"kpi_in_disguise": "KPI in disguise"}


def annotated_copy(data: bytes, reading: Reading, said: Sequence[Diagnostic], policy: Policy) -> Annotated:
    """The annotated copy of a file that was read; `said` is everything that reading and linking have to say of it."""
    titles = {record.where: record.cells["title"] for record in reading.records if "title" in record.cells}
    found = (_of_finding(finding, titles) for finding in findings(reading, policy))
    remarks = (*(Remark.of(d) for d in said), *found)
    understood = Understood(
        file=reading.file,
        remarks=remarks,
        tables=tuple(_table(table) for table in reading.tables),
        unused=tuple(UnusedLine(_start(u.sheet, u.range), str(u.range), u.cells, u.reason) for u in reading.unused),
        nonblank=reading.nonblank,
        loaded=reading.nonblank - reading.unused_count,
        as_of=reading.as_of,
        as_of_source=reading.as_of_source or "",
    )
    return annotate(data, understood, lambda: plain_sheets(open_workbook(reading.file, data)))


def findings(reading: Reading, policy: Policy) -> tuple[Finding, ...]:
    """What the rules say about the key results and objectives of one file."""
    items = items_of(reading.records)
    if reading.as_of_source == "today":  # a file without any date says nothing about silence
        items = tuple(replace(item, checked=False) for item in items)
    context = Context(as_of=reading.as_of, cadence_days=policy.cadence_days, profile=policy.profile)
    return tuple(lint(items, context).findings)


def plain_sheets(workbook: Workbook) -> tuple[PlainSheet, ...]:
    """The cells of a workbook as values; formulas only where their text is Excel's."""
    excels = workbook.format in ("xlsx", "xlsm")
    return tuple(_plain(sheet, excels) for sheet in workbook.sheets)


def _plain(sheet: Sheet, excels: bool) -> PlainSheet:
    values = {(row, column): value for row, cells in sheet.rows.items() for column, value in cells.items()}
    formulas = {place: text for place, text in sheet.formulas.items() if excels and text}
    return PlainSheet(
        sheet.name,
        {place: value for place, value in values.items() if not isinstance(value, ErrorValue)},
        sheet.formats,
        {place: value.code for place, value in values.items() if isinstance(value, ErrorValue)},
        formulas,
        sheet.comments,
        tuple((m.top, m.left, m.bottom, m.right) for m in sheet.merges),
        sheet.hidden,
        sheet.hidden_rows,
        sheet.hidden_columns,
        len(sheet.formulas) - len(formulas),
    )


def _of_finding(finding: Finding, titles: Mapping[CellRef | None, CellRef]) -> Remark:
    """The remark of a finding, at the words it speaks of: its own cell, else the title of its item."""
    belongs = f" It belongs to the {finding.destination}." if finding.destination else ""
    where = finding.cells[0] if finding.cells else titles.get(finding.item.where, finding.item.where)
    title = texts.word(_TITLES, finding.name.replace("-", "_"))
    return Remark(finding.code, finding.severity, finding.message + belongs, finding.suggestion, where, title)


def _table(table: TableReading) -> TableLine:
    columns = [
        ColumnLine(c.column, c.header, _field_words(c.field), c.confidence if c.field else 0.0, c.how)
        for c in (table.columns if table.turned else sorted(table.columns, key=lambda c: column_number(c.column)))
    ]
    kind = "Not ours" if table.kind == _OTHER else texts.word(texts.KINDS, table.kind)
    return TableLine(
        _start(table.sheet, table.range),
        str(table.range),
        kind,
        texts.counted(table.records),
        table.confidence,
        table.how,
        tuple(columns),
    )


def _field_words(field: str | None) -> str:
    """ "key_result.target" → "Key result: target"."""
    if not field:
        return ""
    kind, _, name = field.partition(".")
    return f"{texts.word(texts.KINDS, kind)}: {name.replace('_', ' ')}"


def _start(sheet: str, box: Range) -> CellRef:
    return CellRef(sheet, box.top, box.left)
