"""The sheet as its owner knows it, coloured by what was understood; every text escaped."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from okr_analytics.diagnostics import CellRef, Diagnostic, column_letters
from okr_analytics.ingest.cells import ErrorValue, Sheet, Value
from okr_analytics.ingest.reading import Reading, TableReading

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 80, 40, 48
LEGEND = (
    ("header", "header"),
    ("loaded", "loaded"),
    ("context", "read as context"),
    ("unused", "not used"),
    ("wrong", "needs a look"),
)
_STYLE = """<style>
.okr-sheet{overflow:auto;max-height:30rem;border:1px solid rgba(128,128,128,.4);border-radius:.4rem}
.okr-sheet table{border-collapse:collapse;font-size:.78rem;white-space:nowrap}
.okr-sheet td,.okr-sheet th{border:1px solid rgba(128,128,128,.25);padding:.15rem .4rem;text-align:left}
.okr-sheet th{font-weight:500;opacity:.7;position:sticky;top:0;background:inherit}
.okr-header{background:rgba(11,92,173,.32);font-weight:600}.okr-loaded{background:rgba(46,160,87,.22)}
.okr-context{background:rgba(11,92,173,.12)}
.okr-unused{background:repeating-linear-gradient(45deg,rgba(128,128,128,.28) 0 4px,transparent 4px 8px)}
.okr-wrong{background:rgba(214,90,20,.32);outline:2px solid rgba(214,90,20,.8);outline-offset:-2px}
.okr-legend span{display:inline-block;padding:.05rem .5rem;margin:0 .5rem .4rem 0;border-radius:.3rem;font-size:.8rem}
</style>"""


@dataclass(frozen=True)
class Marks:
    """What is known of the cells of one file: field by cell, diagnostic by cell."""

    fields: Mapping[CellRef, str]
    wrong: Mapping[CellRef, str]
    reading: Reading


def marks(reading: Reading, diagnostics: tuple[Diagnostic, ...]) -> Marks:
    """The marks of a reading; hints don't count as wrong."""
    fields = {ref: f"{record.record_kind}.{name}" for record in reading.records for name, ref in record.cells.items()}
    wrong = {d.where: str(d) for d in diagnostics if d.where is not None and d.severity != "info"}
    return Marks(fields, wrong, reading)


def html(sheet: Sheet, known: Marks) -> str:
    """The first rows and columns of the sheet as an HTML table with a legend."""
    last_row = min(max(sheet.rows, default=0), MOST_ROWS)
    last_column = min(max((max(row, default=0) for row in sheet.rows.values()), default=0), MOST_COLUMNS)
    head = "".join(f"<th>{column_letters(c)}</th>" for c in range(1, last_column + 1))
    body = "".join(_row(sheet, row, last_column, known) for row in range(1, last_row + 1))
    legend = "".join(f'<span class="okr-{name}">{words}</span>' for name, words in LEGEND)
    return (
        f'{_STYLE}<div class="okr-legend">{legend}</div><div class="okr-sheet"><table><thead><tr><th></th>{head}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def _row(sheet: Sheet, row: int, last_column: int, known: Marks) -> str:
    cells = "".join(_cell(sheet, row, column, known) for column in range(1, last_column + 1))
    return f"<tr><th>{row}</th>{cells}</tr>"


def _cell(sheet: Sheet, row: int, column: int, known: Marks) -> str:
    value = sheet.value(row, column)
    if value is None:
        return "<td></td>"
    role, why = _role(CellRef(sheet.name, row, column), known)
    text = _text(value)
    short = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
    return f'<td class="okr-{role}" title="{escape(why)}">{escape(short)}</td>'


def _role(ref: CellRef, known: Marks) -> tuple[str, str]:
    if ref in known.wrong:
        return "wrong", known.wrong[ref]
    if ref in known.fields:
        return "loaded", known.fields[ref]
    table = _table(ref, known.reading.tables)
    if table is not None and ref.row in table.header_rows:
        return "header", next(
            (c.field or c.how for c in table.columns if c.column == ref.address.rstrip("0123456789")), ""
        )
    for item in known.reading.unused:
        if item.sheet == ref.sheet and (ref.row, ref.column) in item.range:
            return "unused", item.reason
    return "context", "read as context: unit, cycle, day or hierarchy"


def _table(ref: CellRef, tables: tuple[TableReading, ...]) -> TableReading | None:
    return next((t for t in tables if t.sheet == ref.sheet and (ref.row, ref.column) in t.range), None)


def _text(value: Value) -> str:
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
