"""A workbook in which text stays text: every cell is written by its type, never guessed, with formats in one place."""

import datetime as dt
import io
import re
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from okr_analytics import numbers
from okr_analytics.charts.letters import flat, printable
from okr_analytics.document import Unit
from okr_analytics.packs.cells import Cell
from okr_analytics.packs.pack import Pack

LONGEST = 32_767  # characters that Excel takes in one cell
ROW_PIXELS = 17  # of a row of one line of Arial 10
_NAME = re.compile(r"[\[\]:*?/\\']")
_DATES = {"en": "d mmm yyyy", "de": "dd.mm.yyyy", "pt": "dd/mm/yyyy", "es": "dd/mm/yyyy"}
_FORMULA = tuple("=+-@\t|%")


@dataclass
class Book:
    """The workbook being written, its formats (made once each) and the sheet names taken."""

    pack: Pack
    stream: io.BytesIO = field(default_factory=io.BytesIO)
    formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
            # The usual font counts for the width of every column, and not every machine has the library's choice.
            "default_format_properties": {"font_name": "Arial", "font_size": 10, "font_scheme": False},
            "default_row_height": ROW_PIXELS,
        }
        self.file = xlsxwriter.Workbook(self.stream, options)
        made = dt.datetime.combine(self.pack.date, dt.time())
        title, company = flat(self.pack.title)[:255], flat(self.pack.organisation)[:255]
        self.file.set_properties({"title": title, "company": company, "created": made})
        self.file.set_custom_property("okr-analytics-pack", 1, "number")
        self.file.set_size(2400, 1400)

    def format(self, **style: object) -> Format:
        """A cell format; Arial 10, aligned to the top."""
        whole = {"font_name": "Arial", "font_size": 10, "valign": "top", **style}
        key = tuple(sorted(whole.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format(whole)
        return self.formats[key]

    def sheet(self, title: str) -> Worksheet:
        """A new sheet with a name made from the title that Excel accepts and no other sheet has."""
        base = " ".join(_NAME.sub(" ", flat(title)).split())[:28] or "Sheet"
        name, count = base[:31], 2
        while name.lower() in self.names or name.lower() == "history":
            name, count = f"{base[:26]} {count}", count + 1
        self.names.add(name.lower())
        made: Worksheet = self.file.add_worksheet(name)
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(9 if self.pack.paper == "a4" else 1)
        made.set_footer(f"&L{_code(self.pack.confidentiality)}&C{_code(self.pack.title)}&R&P / &N")
        return made

    def text(self, sheet: Worksheet, place: tuple[int, int], words: str, **style: object) -> None:
        """A string cell; what a spreadsheet could take for a formula on editing is marked as text."""
        whole = printable(words)
        whole = whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"
        if whole.startswith(_FORMULA):
            style["quote_prefix"] = True
        if whole:
            sheet.write_string(*place, whole, self.format(**style))
        else:
            sheet.write_blank(*place, None, self.format(**style))

    def cell(self, sheet: Worksheet, place: tuple[int, int], item: Cell, **style: object) -> None:
        """A value with its full precision under a number format of its unit; unknown numbers stay blank."""
        if item.day:
            sheet.write_datetime(
                *place, dt.datetime.combine(item.day, dt.time()), self.format(**self.unit("date"), **style)
            )
        elif item.number is not None:
            sheet.write_number(*place, item.number, self.format(**self.unit(item.unit), **style))
        else:
            self.text(sheet, place, "" if item.text == numbers.UNKNOWN else item.text, **style)

    def unit(self, unit: Unit) -> dict[str, object]:
        """The number format of a unit."""
        patterns = {
            "percent": "0.0%",
            "points": "+0.0%;-0.0%;0.0%",
            "count": "#,##0",
            "days": "#,##0",
            "hours": "#,##0.0",
            "money": "#,##0.00",
            "number": "#,##0.00",
            "date": _DATES[numbers.locale_of(self.pack.locale).language],
        }
        return {"num_format": patterns[unit]} if unit in patterns else {}

    def done(self) -> bytes:
        """Closes the workbook and gives its bytes."""
        self.file.close()
        return self.stream.getvalue()


def _code(words: str) -> str:
    """Text for a footer, where & starts a command; at most as much as Excel takes."""
    return flat(words).replace("&", "&&")[:80]
