"""A generated table as the bytes of a file: a workbook, or a text table in some delimiter and encoding."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from hypothesis import strategies as st
from made_layouts import Written
from made_pens import Cell
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from okr_analytics.ingest.cells import Range


@dataclass(frozen=True)
class Form:
    """How a file is written: its suffix; of a text table delimiter, encoding, line end, and whether all is quoted."""

    suffix: str
    delimiter: str = ","
    encoding: str = "utf-8"
    end: str = "\n"
    quoted: bool = False


@st.composite
def file_forms(draw: st.DrawFn, language: str) -> Form:
    """A form that can hold the language's letters."""
    if draw(st.booleans()):
        return Form("xlsx")
    western = () if language == "zh" else ("cp1252",)
    return Form(
        "csv",
        draw(st.sampled_from((",", ";", "\t", "|"))),
        draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", *western))),
        draw(st.sampled_from(("\n", "\r\n"))),
        draw(st.booleans()),
    )


def as_bytes(written: Written, form: Form) -> bytes:
    """The file; a text table keeps what the cells show."""
    return _workbook(written) if form.suffix == "xlsx" else _text(written, form)


def _workbook(written: Written) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = written.sheet
    for number, row in enumerate(written.rows, 1):
        for column, cell in enumerate(row, 1):
            if cell.value is not None:
                sheet.cell(number, column, cell.value).number_format = cell.format
    for merge in written.merges:
        sheet.merge_cells(_area(merge))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _area(merge: Range) -> str:
    return str(merge)


def _text(written: Written, form: Form) -> bytes:
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if form.quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=form.delimiter, lineterminator=form.end, quoting=quoting)
    width = max(map(len, written.rows))
    for row in written.rows:
        writer.writerow([_shown(cell) for cell in row] + [""] * (width - len(row)))
    return out.getvalue().encode(form.encoding, errors="replace")


def _shown(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m" if "mmm" in cell.format else "%Y-%m-%d")
    if isinstance(value, float) and cell.format == "0%":
        return f"{value:.0%}"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
