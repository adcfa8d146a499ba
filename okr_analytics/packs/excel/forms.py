"""Writes the sheets of a template: header, widths, input rules, and records where there are some."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from okr_analytics import texts
from okr_analytics.charts.letters import printable
from okr_analytics.forms.form import Asked, Form
from okr_analytics.model import FieldType, Record

ROWS = 2_000  # rows with input rules and formats
_LONGEST = 32_767
_FORMULA = tuple("=+-@\t|%")
_DARK, _LIGHT, _INK, _SOFT = "#1F4E5F", "#DCE7EB", "#1B2430", "#566272"
_LINE = 12.75  # points of a line of Arial 10
_FIRST_ROW = 2  # below the line and the header
_WIDTHS: Mapping[FieldType, int] = {
    FieldType.TEXT: 20,
    FieldType.NUMBER: 12,
    FieldType.AMOUNT: 14,
    FieldType.FRACTION: 13,
    FieldType.DATE: 13,
    FieldType.WORDS: 28,
}
_WIDE = {"title": 54, "note": 60, "name": 34, "description": 44, "why": 40, "comment": 40, "metric": 32}
_WIDE |= {"unit": 26, "parent": 26, "person": 24, "owner": 22}
_WIDE |= {"progress_note": 40, "problems": 36, "plans": 36, "code": 12, "weight": 9, "level": 8, "objective": 18}
_NUMBERS: Mapping[FieldType, str] = {
    FieldType.DATE: "yyyy-mm-dd",
    FieldType.FRACTION: "0%",
    FieldType.AMOUNT: "#,##0.##",
}


@dataclass
class Book:
    """The workbook being written, with its formats."""

    language: Mapping[str, Any]
    stream: io.BytesIO = field(default_factory=io.BytesIO)
    _formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def __post_init__(self) -> None:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file = xlsxwriter.Workbook(self.stream, options)
        self.file.set_properties({"created": dt.datetime(2000, 1, 1)})
        self.file.set_size(2400, 1400)

    def done(self) -> bytes:
        """Closes the workbook and gives its bytes."""
        self.file.close()
        return self.stream.getvalue()

    def format(self, **style: object) -> Format:
        """A cell format in the house's letters."""
        whole = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "top", **style}
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(whole)
        return self._formats[key]

    # -- the sheet of a kind -------------------------------------------------------------------------------------------

    def form(self, form: Form, records: Sequence[Record] = ()) -> None:
        """The sheet of a form, with these records as its rows."""
        sheet = self.file.add_worksheet(form.sheet)
        sheet.hide_gridlines(1)
        sheet.write_string(0, 0, form.lead, self.format(italic=True, font_color=_SOFT, valign="vcenter"))
        sheet.set_row(0, 21)
        sheet.set_row(1, 30)
        for column, asked in enumerate(form.columns):
            self._column(sheet, column, asked)
        for row, record in enumerate(records, start=_FIRST_ROW):
            for column, asked in enumerate(form.columns):
                self._cell(sheet, (row, column), asked, record)
            sheet.set_row(row, _LINE * max(_lines(record, asked) for asked in form.columns) + 2)
        sheet.freeze_panes(_FIRST_ROW, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)

    def _column(self, sheet: Worksheet, column: int, asked: Asked) -> None:
        if asked.needed:
            style = {"bg_color": _DARK, "font_color": "#FFFFFF"}
        else:
            style = {"bg_color": _LIGHT, "font_color": _INK}
        head = self.format(
            bold=True, text_wrap=True, **{**style, "valign": "vcenter"}, border=1, border_color="#FFFFFF"
        )
        sheet.write_string(1, column, asked.header, head)
        sheet.set_column(column, column, _width(asked), self._body(asked))
        sheet.data_validation(_FIRST_ROW, column, ROWS, column, self._rule(asked))

    def _body(self, asked: Asked) -> Format:
        pattern = _NUMBERS.get(asked.type)
        wrapped = asked.type in (FieldType.TEXT, FieldType.WORDS) and not asked.choices
        text = {"text_wrap": True} if wrapped else {}
        return self.format(**text, **({"num_format": pattern} if pattern else {}))

    def _rule(self, asked: Asked) -> dict[str, object]:
        """The input rule of a column: what may be chosen, and what to write; other entries are asked about, not refused."""
        said: dict[str, object] = {
            "input_title": asked.header[:32],
            "input_message": asked.hint[:255],
            "error_type": "warning",
            "ignore_blank": True,
        }
        if asked.choices:
            words = [choice.word for choice in asked.choices]
            message = f"{self.language['choose']} {', '.join(words)}"
            return {**said, "validate": "list", "source": words, "error_message": message[:255]}
        if asked.type is FieldType.DATE:
            first = dt.date(1990, 1, 1)
            message = self.language["date_hint"]
            return {**said, "validate": "date", "criteria": ">=", "value": first, "error_message": message}
        if asked.type is FieldType.FRACTION:
            limits = {"criteria": "between", "minimum": 0, "maximum": 1}
            return {**said, "validate": "decimal", **limits, "error_message": self.language["percent_hint"]}
        return {**said, "validate": "any"}

    def _cell(self, sheet: Worksheet, place: tuple[int, int], asked: Asked, record: Record) -> None:
        value = getattr(record, asked.field)
        if asked.field == "status":
            value = value or getattr(record, "status_word", None)
        if value is None or value == ():
            return
        body = self._body(asked)
        if isinstance(value, dt.date):
            sheet.write_datetime(*place, dt.datetime.combine(value, dt.time()), body)
        elif isinstance(value, float | int | Decimal):
            sheet.write_number(*place, float(value), body)
        else:
            self._text(sheet, place, asked, value, body)

    def _text(
        self, sheet: Worksheet, place: tuple[int, int], asked: Asked, value: str | tuple[str, ...], body: Format
    ) -> None:
        known = {choice.value: choice.word for choice in asked.choices}
        said = ", ".join(value) if isinstance(value, tuple) else known.get(value, value)
        words = printable(said)[:_LONGEST]
        quoted = self.format(text_wrap=True, quote_prefix=True) if words.startswith(_FORMULA) else body
        sheet.write_string(*place, words, quoted)

    # -- the guide -----------------------------------------------------------------------------------------------------

    def guide(self, forms: Sequence[Form]) -> None:
        """The sheet that explains the others; it says of itself that it is left aside."""
        said = self.language
        sheet = self.file.add_worksheet(said["guide"])
        sheet.hide_gridlines(2)
        for column, width in enumerate((30, 9, 70, 44)):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, said["guide_title"], self.format(bold=True, font_size=16))
        sheet.set_row(0, 26)
        lead = self.format(text_wrap=True)
        sheet.merge_range(1, 0, 1, 3, said["guide_lead"], lead)
        sheet.set_row(1, 30)
        sheet.write_string(2, 0, texts.GUIDE_MARK, self.format(font_color=_SOFT, font_size=8))
        row = 4
        for form in forms:
            row = self._section(sheet, row, form) + 1
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _section(self, sheet: Worksheet, row: int, form: Form) -> int:
        link = self.format(bold=True, font_size=12, font_color="#0B5CAD", underline=1)
        sheet.write_url(row, 0, f"internal:'{form.sheet}'!A3", link, form.sheet)
        sheet.write_string(row, 2, form.lead, self.format(italic=True, font_color=_SOFT))
        head = self.format(bold=True, bg_color=_LIGHT)
        for column, word in enumerate(self.language["guide_heads"]):
            sheet.write_string(row + 1, column, word, head)
        row += 2
        for asked in form.columns:
            choices = f" {self.language['choose']} {', '.join(c.word for c in asked.choices)}." if asked.choices else ""
            told = asked.hint + choices
            sheet.write_string(row, 0, asked.header, self.format(bold=asked.needed))
            sheet.write_string(row, 1, self.language["yes"] if asked.needed else "", self.format())
            sheet.write_string(row, 2, told, self.format(text_wrap=True))
            sheet.write_string(row, 3, asked.example, self.format(text_wrap=True, font_color=_SOFT))
            lines = max(1 + len(told) // 84, 1 + len(asked.example) // 52)
            sheet.set_row(row, 13.5 * lines + 1.5)
            row += 1
        return row


def _width(asked: Asked) -> int:
    """Letters that a column shows in a line: enough for its header's longest word and every word to choose."""
    words = [len(word) + 3 for word in asked.header.split()]
    return max(
        [_WIDE.get(asked.field, _WIDTHS[asked.type]), *words, *(len(choice.word) + 4 for choice in asked.choices)]
    )


def _lines(record: Record, asked: Asked) -> int:
    """Lines that a value takes in its column: programs don't agree on when to make room for them by themselves."""
    value = getattr(record, asked.field)
    if not isinstance(value, str | tuple) or asked.choices:
        return 1
    text = ", ".join(value) if isinstance(value, tuple) else value
    return min(sum(1 + len(part) // _width(asked) for part in text.split("\n")), 20)
