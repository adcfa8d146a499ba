"""A workbook made anew from cells, where a file's own parts can't be kept (xls, xlsb, ods, csv)."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from okr_analytics.charts.letters import printable

_LONGEST = 32_767
_FORMULA = tuple("=+-@\t|%")
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, spreadsheet programs disagree on the day's number
_DAY, _MOMENT, _TIME, _SPAN = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm"
_WIDEST, _NARROWEST = 48, 9
Position = tuple[int, int]


@dataclass(frozen=True)
class PlainSheet:
    """A sheet's cells as values: text, float, bool, date, time, or an error as the code in `errors`.

    `formulas` are in Excel's own language, without "="; others belong to `valued`, which counts them.
    """

    name: str
    cells: Mapping[Position, object]
    formats: Mapping[Position, str] = field(default_factory=dict)
    errors: Mapping[Position, str] = field(default_factory=dict)
    formulas: Mapping[Position, str] = field(default_factory=dict)
    comments: Mapping[Position, str] = field(default_factory=dict)
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    valued: int = 0


def remake(sheets: Sequence[PlainSheet]) -> tuple[bytes, dict[str, str]]:
    """The xlsx bytes of the sheets, same cells at the same addresses; and the names that Excel doesn't take, with new ones."""
    stream = io.BytesIO()
    book = _Book(stream)
    names = {sheet.name: book.sheet(sheet) for sheet in sheets}
    book.file.close()
    return stream.getvalue(), {old: new for old, new in names.items() if old != new}


class _Book:
    def __init__(self, stream: io.BytesIO) -> None:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        }
        self.file = xlsxwriter.Workbook(stream, options)
        self._formats: dict[tuple[str, bool], Format] = {}
        self._names: set[str] = set()

    def sheet(self, plain: PlainSheet) -> str:
        """Writes a sheet and returns the name it got."""
        made = self.file.add_worksheet(self._name(plain.name))
        widths: dict[int, int] = {}
        for (row, column), value in plain.cells.items():
            place = (row - 1, column - 1)
            self._write(made, place, value, plain.formats.get((row, column), ""))
            longest = max((len(line) for line in str(value).split("\n")), default=0)
            widths[column] = max(widths.get(column, 0), longest + 2)
        for (row, column), code in plain.errors.items():
            made.write_formula(row - 1, column - 1, f"={code}", None, code)
        for (row, column), formula in plain.formulas.items():
            value = plain.cells.get((row, column), plain.errors.get((row, column), 0))
            shape = self._format(plain.formats.get((row, column), ""), False)
            made.write_formula(row - 1, column - 1, f"={formula}", shape, _cached(value))
        for (row, column), words in plain.comments.items():
            made.write_comment(row - 1, column - 1, printable(words)[:_LONGEST])
        self._frame(made, plain, widths)
        return str(made.get_name())

    def _frame(self, made: Worksheet, plain: PlainSheet, widths: Mapping[int, int]) -> None:
        for column, width in widths.items():
            hidden = {"hidden": 1} if column in plain.hidden_columns else {}
            made.set_column(column - 1, column - 1, min(max(width, _NARROWEST), _WIDEST), None, hidden)
        for row in plain.hidden_rows:
            made.set_row(row - 1, None, None, {"hidden": 1})
        for top, left, bottom, right in plain.merges:
            if (top, left) != (bottom, right):
                self._merge(made, (top - 1, left - 1, bottom - 1, right - 1))
        if plain.hidden:
            made.hide()

    def _merge(self, made: Worksheet, box: tuple[int, int, int, int]) -> None:
        made.merge.append(list(box))  # `merge_range` would write blank cells over those that are there

    def _name(self, wanted: str) -> str:
        """The sheet's name where Excel takes it, else the nearest that it takes."""
        clean = "".join("_" if c in "[]:*?/\\" else c for c in printable(wanted)).strip("'")[:31] or "Sheet"
        name, count = clean, 2
        while name.casefold() in self._names or name.casefold() == "history":
            name, count = f"{clean[:27]} {count}", count + 1
        self._names.add(name.casefold())
        return name

    def _format(self, code: str, quoted: bool) -> Format | None:
        if not code and not quoted:
            return None
        if (code, quoted) not in self._formats:
            style: dict[str, object] = {"num_format": code} if code else {}
            self._formats[code, quoted] = self.file.add_format({**style, **({"quote_prefix": True} if quoted else {})})
        return self._formats[code, quoted]

    def _write(self, made: Worksheet, place: Position, value: object, code: str) -> None:
        if isinstance(value, bool):
            made.write_boolean(*place, value, self._format(code, False))
        elif isinstance(value, float | int):
            made.write_number(*place, value, self._format(code, False))
        elif isinstance(value, dt.datetime | dt.date):
            self._day(made, place, value, code)
        elif isinstance(value, dt.time):
            made.write_datetime(*place, value, self._format(code or _TIME, False))
        elif isinstance(value, dt.timedelta):
            made.write_datetime(*place, value, self._format(code or _SPAN, False))
        else:
            words = printable(str(value))[:_LONGEST]
            made.write_string(*place, words, self._format(code, words.startswith(_FORMULA)))

    def _day(self, made: Worksheet, place: Position, value: dt.datetime | dt.date, code: str) -> None:
        day = value.date() if isinstance(value, dt.datetime) else value
        if day < _FIRST_DAY:
            made.write_string(*place, value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat())
            return
        shown = code or (_MOMENT if isinstance(value, dt.datetime) and value.time() != dt.time() else _DAY)
        made.write_datetime(*place, value, self._format(shown, False))


def _cached(value: object) -> object:
    """A computed value as the file keeps it."""
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        start = dt.datetime(1899, 12, 30)
        if isinstance(value, dt.time):
            return (dt.datetime.combine(start, value) - start) / dt.timedelta(days=1)
        if isinstance(value, dt.timedelta):
            return value / dt.timedelta(days=1)
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        return (moment - start) / dt.timedelta(days=1)
    return value
