"""xls: values, number formats, merges and comments through xlrd; values alone through calamine where xlrd gives up."""

import datetime as dt
import io
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.formats.number_formats import GENERAL, date_kind, moment
from okr_analytics.ingest.formats.raw import Notes, RawSheet, Wire, printable, wire
from okr_analytics.ingest.formats.xlsx_values import UNREADABLE
from okr_analytics.ingest.gate import damaged

ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
_LOCKED = "The workbook is protected by a password: remove the password in Excel and upload it again."


def read_xls(data: bytes, notes: Notes) -> list[RawSheet]:
    """Every sheet of the workbook; raises RefusedFile when neither reader can make sense of it."""
    book = _open(data)
    if book is None:
        return _read_plain(data, notes)
    try:
        sheets = [_sheet(book, sheet, notes) for sheet in book.sheets() if sheet.nrows >= 0]
    except (MemoryError, RefusedFile):
        raise
    except Exception as error:
        raise damaged("its records contradict each other") from error
    if not sheets:
        raise damaged("it lists no sheet of cells")
    return sheets


def _open(data: bytes) -> Any | None:  # xlrd has no types
    import xlrd  # noqa: PLC0415 - only where needed: start-up time

    with open(os.devnull, "w", encoding="utf-8") as silence:
        for formatting in (True, False):
            try:
                return xlrd.open_workbook(
                    file_contents=data, formatting_info=formatting, logfile=silence, ragged_rows=True
                )
            except MemoryError:
                raise
            except Exception as error:
                if "encrypted" in str(error).lower() or "password" in str(error).lower():
                    raise RefusedFile(_LOCKED) from error
    return None


def _sheet(book: Any, source: Any, notes: Notes) -> RawSheet:
    sheet = RawSheet(printable(source.name), hidden=source.visibility != 0)
    codes = {index: _code(book, index) for index in range(len(book.xf_list))}
    for row in range(source.nrows):
        indices = source.row_len(row) and source.formatting_info and source._cell_xf_indexes[row]
        for column, (kind, value) in enumerate(zip(source.row_types(row), source.row_values(row), strict=True)):
            index = indices[column] if indices else -1
            code = codes.get(index, GENERAL)
            note = partial(_note, notes, (sheet.name, row + 1, column + 1), value)
            found = _value(kind, value, code, note, from_1904=book.datemode == 1)
            if found is None:
                continue
            sheet.put(row + 1, column + 1, found, code, notes)
            if index >= 0 and book.xf_list[index].alignment.indent_level:
                sheet.indents[row + 1, column + 1] = int(book.xf_list[index].alignment.indent_level)
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.comments = {(r + 1, c + 1): printable(str(note.text)) for (r, c), note in source.cell_note_map.items()}
    sheet.hidden_rows = [(row + 1, row + 1) for row, info in sorted(source.rowinfo_map.items()) if info.hidden]
    sheet.hidden_columns = [(c + 1, c + 1) for c, info in sorted(source.colinfo_map.items()) if info.hidden]
    sheet.finish(notes)
    return sheet


def _note(notes: Notes, at: tuple[str, int, int], value: object, code: str) -> None:
    notes.add(code, *at, detail=str(value))


def _code(book: Any, index: int) -> str:
    found = book.format_map.get(book.xf_list[index].format_key)
    return printable(found.format_str) if found and found.format_str else GENERAL


def _value(kind: int, value: Any, code: str, note: Callable[[str], None], *, from_1904: bool) -> Wire | None:
    if kind == 1:
        return printable(str(value).replace("\r\n", "\n").replace("\r", "\n")) or None
    if kind in (2, 3):
        if value - value != 0:
            note("value-unreadable")
            return ["e", UNREADABLE]
        shown = date_kind(code) or ("datetime" if kind == 3 else "")
        when = moment(value, shown, from_1904=from_1904) if shown else None
        if when is not None:
            return wire(when)
        if shown and value:
            note("date-impossible")
        return float(value)
    if kind == 4:
        return bool(value)
    if kind == 5:
        return ["e", ERRORS.get(value, f"#ERROR {value}")]
    return None


def _read_plain(data: bytes, notes: Notes) -> list[RawSheet]:
    """Values only; number formats are lost, which is said."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - start-up time

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise RefusedFile(_LOCKED) from error
        raise damaged("it is an old Office file, but no whole workbook is in it") from error
    sheets = []
    for number, meta in enumerate(book.sheets_metadata):
        sheet = RawSheet(printable(meta.name), hidden=meta.visible != SheetVisibleEnum.Visible)
        try:
            source = book.get_sheet_by_index(number)
        except CalamineError:
            notes.add("sheet-missing", sheet.name)
            continue
        for row, values in enumerate(source.to_python(skip_empty_area=False), start=1):
            for column, value in enumerate(values, start=1):
                if value != "":
                    sheet.put(row, column, plain(value), GENERAL, notes)
        sheet.merges = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in source.merged_cell_ranges or ()]
        sheet.finish(notes)
        notes.add("formats-lost", sheet.name)
        sheets.append(sheet)
    if not sheets:
        raise damaged("it lists no sheet of cells")
    return sheets


def plain(value: object) -> Wire:
    """A value of calamine as the wire carries it."""
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return wire(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value) if value - value == 0 else ["e", UNREADABLE]
    return printable(str(value))
