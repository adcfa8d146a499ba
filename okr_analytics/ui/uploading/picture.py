"""The sheet as its owner knows it, marked by what was understood of every cell; every text escaped."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape

from okr_analytics.diagnostics import CellRef, Diagnostic, column_letters
from okr_analytics.ingest.cells import ErrorValue, Range, Sheet, Value
from okr_analytics.ingest.mapping import Mend
from okr_analytics.ingest.reading import Reading, TableReading
from okr_analytics.ingest.values import read_text
from okr_analytics.ui.uploading import words

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS, MOST_TOLD = 60, 40, 60, 400
ABOVE = 6  # rows shown above the table that is looked at
LEGEND = (
    ("header", "header, with what the column means"),
    ("loaded", "loaded"),
    ("context", "read as context"),
    ("unused", "not used"),
    ("wrong", "needs a look"),
    ("mended", "corrected by you"),
)


@dataclass(frozen=True)
class Marks:
    """What is known of the cells of one file: field by cell, diagnostic by cell, correction by cell."""

    fields: Mapping[CellRef, str]
    wrong: Mapping[CellRef, str]
    mended: Mapping[CellRef, Mend]
    reading: Reading
    merges: Mapping[tuple[int, int], Range] = field(
        default_factory=dict
    )  # those of the sheet shown, by their first cell


def marks(reading: Reading, diagnostics: tuple[Diagnostic, ...], mends: tuple[Mend, ...] = ()) -> Marks:
    """The marks of a reading; hints don't count as wrong."""
    fields = {
        ref: words.meaning(f"{record.record_kind}.{name}")
        for record in reading.records
        for name, ref in record.cells.items()
    }
    wrong = {d.where: f"{d.message} {d.advice}" for d in diagnostics if d.where is not None and d.severity != "info"}
    return Marks(fields, wrong, {mend.ref: mend for mend in mends}, reading)


def html(sheet: Sheet, known: Marks, table: TableReading | None = None) -> str:
    """The sheet as an HTML table with a legend, from a little above the table that is looked at."""
    window = _window(sheet, table)
    known = replace(known, merges={(m.top, m.left): m for m in sheet.merges})
    head = "".join(f"<th>{column_letters(c)}</th>" for c in range(window.left, window.right + 1))
    covered = _covered(sheet, window)
    body = "".join(_row(sheet, row, window, known, covered) for row in range(window.top, window.bottom + 1))
    legend = "".join(f'<span class="okr-{name}">{said}</span>' for name, said in LEGEND)
    return (
        f'<div class="okr-legend">{legend}</div><div class="okr-sheet" tabindex="0"><table><thead><tr><th></th>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div>{_cut(sheet, window)}"
    )


def _window(sheet: Sheet, table: TableReading | None) -> Range:
    top = max(1, table.range.top - ABOVE) if table and table.range.bottom > MOST_ROWS else 1
    last_row = max(sheet.rows, default=1)
    last_column = max((max(row, default=1) for row in sheet.rows.values()), default=1)
    return Range(top, 1, min(last_row, top + MOST_ROWS - 1), min(last_column, MOST_COLUMNS))


def _cut(sheet: Sheet, window: Range) -> str:
    last_row = max(sheet.rows, default=1)
    last_column = max((max(row, default=1) for row in sheet.rows.values()), default=1)
    if (window.top, window.bottom, window.right) == (1, last_row, last_column):
        return ""
    return (
        f"<small>Rows {window.top} to {window.bottom} of {last_row:,} and columns A to {column_letters(window.right)} of "
        f"{column_letters(last_column)} are shown; all of them are read.</small>"
    )


def _covered(sheet: Sheet, window: Range) -> set[tuple[int, int]]:
    """The cells that a merged range hides."""
    shown = [m for m in sheet.merges if m.top <= window.bottom and m.bottom >= window.top and m.left <= window.right]
    return {
        (row, column)
        for m in shown
        for row in range(max(m.top, window.top), min(m.bottom, window.bottom) + 1)
        for column in range(m.left, min(m.right, window.right) + 1)
        if (row, column) != (m.top, m.left) and m.top >= window.top
    }


def _row(sheet: Sheet, row: int, window: Range, known: Marks, covered: set[tuple[int, int]]) -> str:
    cells = "".join(
        _cell(sheet, row, column, window, known)
        for column in range(window.left, window.right + 1)
        if (row, column) not in covered
    )
    hidden = " title='hidden in the file'>⋯" if row in sheet.hidden_rows else ">"
    return f"<tr><th{hidden}{row}</th>{cells}</tr>"


def _cell(sheet: Sheet, row: int, column: int, window: Range, known: Marks) -> str:
    value = sheet.value(row, column)
    ref = CellRef(sheet.name, row, column)
    mend = known.mended.get(ref)
    size = _size(known.merges, row, column, window)
    if value is None and mend is None:
        return f"<td{size}></td>"
    text = str(mend.new or "") if mend else _text(value, sheet.formats.get((row, column), "General"))
    role, why = _role(ref, known)
    short = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
    told = f"{text[:MOST_TOLD]}\n— {why}" if why else text[:MOST_TOLD]
    below = f"<small>▸ {escape(why)}</small>" if role == "header" and why else ""
    return f'<td class="okr-{role}" dir="auto" title="{escape(told)}"{size}>{escape(short)}{below}</td>'


def _text(value: Value | None, format: str) -> str:
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, float) and not value.is_integer() and "%" not in format:
        return f"{value:.6g}"
    return read_text(value, format) or ""


def _size(merges: Mapping[tuple[int, int], Range], row: int, column: int, window: Range) -> str:
    merged = merges.get((row, column))
    if merged is None:
        return ""
    across = min(merged.right, window.right) - column + 1
    down = min(merged.bottom, window.bottom) - row + 1
    return f' colspan="{across}" rowspan="{down}"'


def _role(ref: CellRef, known: Marks) -> tuple[str, str]:
    mend = known.mended.get(ref)
    if mend is not None:
        return "mended", f"corrected by you; the file says: {mend.original or 'nothing'}"
    if ref in known.wrong:
        return "wrong", known.wrong[ref]
    if ref in known.fields:
        return "loaded", known.fields[ref]
    table = _table(ref, known.reading.tables)
    if table is not None and table.kind != "other" and table.heads(ref.row, ref.column):
        return "header", _heading(ref, table)
    for item in known.reading.unused:
        if item.sheet == ref.sheet and (ref.row, ref.column) in item.range:
            return "unused", item.reason
    return "context", "read as context: unit, cycle, day or hierarchy"


def _heading(ref: CellRef, table: TableReading) -> str:
    column = table.column_at(ref.row, ref.column)
    if column is None:
        return ""
    return words.meaning(column.field) if column.field else "not used"


def _table(ref: CellRef, tables: tuple[TableReading, ...]) -> TableReading | None:
    return next((t for t in tables if t.sheet == ref.sheet and (ref.row, ref.column) in t.range), None)
