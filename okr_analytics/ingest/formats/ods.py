"""ods: content.xml in one streaming pass; repeated rows and cells are counted before they are spread out."""

import datetime as dt
import re
from pyexpat import XMLParserType

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.formats.number_formats import GENERAL, date_kind
from okr_analytics.ingest.formats.ods_styles import OdsStyles, attribute
from okr_analytics.ingest.formats.raw import Notes, RawSheet, Wire, printable, wire
from okr_analytics.ingest.formats.references import MAX_COLUMN, MAX_ROW
from okr_analytics.ingest.formats.xlsx_values import NOT_CALCULATED
from okr_analytics.ingest.gate import MAX_CELLS, MAX_SHEETS, MAX_TEXT, Package, damaged, dangerous, too_big, tree_guard

_SPACE, _TAB, _BREAK = "\x00", "\x01", "\x02"
_BLANKS = re.compile(r"[ \t\r\n]+")
_SPECIAL = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})
_DURATION = re.compile(r"^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$")
_ERROR = re.compile(r"^(?:#[A-Z/0-9]+[!?]?|Err:\d{3})$")
_SKIPPED = {"shapes", "frame", "tracked-changes", "ruby-text", "custom-shape", "control", "forms", "g", "line", "rect"}


class _Cell:
    """A cell of the row that is being read: its attributes, and its text once it has ended."""

    __slots__ = ("attributes", "comment", "paragraphs")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items() if " " in key}
        kind = next((v for k, v in attributes.items() if k.endswith("calcext:1.0 value-type")), "")
        self.attributes["value-type"] = next(
            (v for k, v in attributes.items() if k.endswith("office:1.0 value-type")),
            self.attributes.get("value-type", ""),
        )
        if kind == "error":
            self.attributes["value-type"] = "error"
        self.paragraphs: list[str] = []
        self.comment: list[str] = []


class _Pass:
    def __init__(self, notes: Notes, styles: OdsStyles) -> None:
        self.sheets: list[RawSheet] = []
        self._notes, self._styles = notes, styles
        self._sheet: RawSheet | None = None
        self._external = False
        self._row = self._column = 0
        self._row_repeat = 1
        self._cells: list[tuple[int, int, _Cell]] = []
        self._cell: _Cell | None = None
        self._text: list[str] = []
        self._in_text = 0
        self._in_note = False
        self._skip = 0
        self._column_styles: list[tuple[int, int, str]] = []
        self._columns = 0
        self._count = 0

    def prepare(self, parser: XMLParserType) -> None:
        parser.StartElementHandler = tree_guard(self._start)
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if self._skip or tag in _SKIPPED:
            self._skip += 1
        elif self._sheet is None:
            if tag == "table" and ":table:" in name:
                self._start_table(attributes)
            else:
                self._styles.start(name, attributes)
        elif tag == "table":
            self._skip = 1
        elif self._cell is not None:
            self._start_in_cell(tag, attributes)
        elif tag in ("table-cell", "covered-table-cell"):
            self._start_cell(attributes)
        elif tag == "table-row":
            self._start_row(attributes)
        elif tag == "table-column":
            self._start_column(attributes)
        elif tag == "table-source":
            self._external = True

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if self._skip:
            self._skip -= 1
        elif self._sheet is None:
            self._styles.end(name)
        elif self._cell is not None:
            self._end_in_cell(tag)
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self._end_table()

    def _characters(self, text: str) -> None:
        if self._skip:
            return
        if self._in_text:
            self._text.append(text)
        elif self._sheet is None:
            self._styles.text(text)

    # Tables, rows, columns

    def _start_table(self, attributes: dict[str, str]) -> None:
        name = attribute(attributes, "name")
        hidden = attribute(attributes, "style-name") in self._styles.hidden_tables
        self._sheet = RawSheet(printable(name), hidden=hidden)
        self._external = False
        self._row = self._columns = 0
        self._column_styles = []

    def _end_table(self) -> None:
        assert self._sheet is not None
        if not self._external:
            self._sheet.finish(self._notes)
            self.sheets.append(self._sheet)
        if len(self.sheets) > MAX_SHEETS:
            raise too_big(f"it has more than {MAX_SHEETS:,} sheets")
        self._sheet = None

    def _start_column(self, attributes: dict[str, str]) -> None:
        assert self._sheet is not None
        first = self._columns + 1
        self._columns += _repeat(attribute(attributes, "number-columns-repeated"))
        self._column_styles.append((first, self._columns, attribute(attributes, "default-cell-style-name")))
        if attribute(attributes, "visibility") in ("collapse", "filter"):
            self._sheet.hidden_columns.append((first, self._columns))

    def _start_row(self, attributes: dict[str, str]) -> None:
        assert self._sheet is not None
        self._row_repeat = _repeat(attribute(attributes, "number-rows-repeated"))
        self._column, self._cells = 0, []
        if attribute(attributes, "visibility") in ("collapse", "filter"):
            self._sheet.hidden_rows.append((self._row + 1, self._row + self._row_repeat))

    def _end_row(self) -> None:
        first = self._row + 1
        self._row += self._row_repeat
        found = [(column, repeat, *self._value(cell), cell) for column, repeat, cell in self._cells]
        found = [item for item in found if item[2] is not None or item[4].comment or _spans(item[4])]
        values = sum(repeat for _, repeat, value, *_ in found if value is not None)
        self._count += values * self._row_repeat
        if self._count > MAX_CELLS:
            raise too_big(f"it repeats cells until there are more than {MAX_CELLS:,}")
        for row in range(first, first + (self._row_repeat if values else 1)):
            for column, repeat, value, code, cell in found:
                for at in range(column, column + (repeat if value is not None else 1)):
                    self._put(row, at, value, code, cell)

    def _put(self, row: int, column: int, value: Wire | None, code: str, cell: _Cell) -> None:
        assert self._sheet is not None
        sheet = self._sheet
        if row > MAX_ROW or column > MAX_COLUMN:
            if value is not None:
                self._notes.add("cell-outside-sheet", sheet.name, detail=f"row {row:,}, column {column:,}")
            return
        down, right = (
            _repeat(cell.attributes.get("number-rows-spanned", "")),
            _repeat(cell.attributes.get("number-columns-spanned", "")),
        )
        if down > 1 or right > 1:
            sheet.merges.append((row, column, min(row + down - 1, MAX_ROW), min(column + right - 1, MAX_COLUMN)))
        if cell.comment:
            sheet.comments[row, column] = "\n".join(cell.comment).strip()
        if value is None:
            return
        if value == ["e", NOT_CALCULATED]:
            self._notes.add("formula-not-calculated", sheet.name, row, column)
        sheet.put(row, column, value, code, self._notes)
        if formula := cell.attributes.get("formula", ""):
            sheet.formulas[row, column] = _formula(formula)

    # Cells

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = _Cell(attributes)
        repeat = _repeat(self._cell.attributes.get("number-columns-repeated", ""))
        self._cells.append((self._column + 1, repeat, self._cell))
        self._column += repeat
        if len(self._cells) > MAX_COLUMN:
            raise dangerous("a row of it has more cells than a sheet has columns")

    def _start_in_cell(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("p", "h"):
            if not self._in_text:
                self._text.clear()
            self._in_text += 1
        elif tag == "annotation":
            self._in_note = True
        elif tag == "s":
            count = _repeat(attribute(attributes, "c"))
            if count > MAX_TEXT:
                raise dangerous("a cell of it repeats a space without end")
            self._text.append(_SPACE * count)
        elif tag == "tab":
            self._text.append(_TAB)
        elif tag == "line-break":
            self._text.append(_BREAK)

    def _end_in_cell(self, tag: str) -> None:
        assert self._cell is not None
        if tag in ("p", "h") and self._in_text:
            self._in_text -= 1
            if not self._in_text:
                paragraph = _paragraph("".join(self._text))
                (self._cell.comment if self._in_note else self._cell.paragraphs).append(paragraph)
        elif tag == "annotation":
            self._in_note = False
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell = None

    def _value(self, cell: _Cell) -> tuple[Wire | None, str]:
        """A cell's value, None for a blank one, and its number format code."""
        found = cell.attributes
        kind = found.get("value-type", "")
        text = "\n".join(cell.paragraphs)
        if not kind and not text and not found.get("formula"):
            return None, GENERAL
        column = self._cells[[c for _, _, c in self._cells].index(cell)][0] if len(self._cells) > 1 else 1
        code = self._styles.code(found.get("style-name", "") or self._column_style(column))
        if kind == "error" or (found.get("formula") and kind in ("string", "float", "") and _ERROR.match(text)):
            return ["e", text or "#ERROR"], code
        if found.get("formula") and not kind and not text:
            return ["e", NOT_CALCULATED], code
        if kind in ("float", "percentage", "currency"):
            if kind == "percentage" and "%" not in code:
                code = "0%"
            return _number(found.get("value", ""), text), code
        if kind == "date":
            return _date(found.get("date-value", "")) or text or None, code if date_kind(code) else "yyyy-mm-dd"
        if kind == "time":
            return _time(found.get("time-value", ""), code) or text or None, code if date_kind(code) else "[h]:mm:ss"
        if kind == "boolean":
            return found.get("boolean-value", text).lower() == "true", code
        return printable(found.get("string-value", "") or text) or None, code

    def _column_style(self, column: int) -> str:
        return next((style for first, last, style in self._column_styles if first <= column <= last), "")


def _paragraph(text: str) -> str:
    """The text as shown: blanks collapse to one space, none at the start, and none at the end of an indented file."""
    indented = "\n" in text[len(text.rstrip(" \t\r\n")) :]
    text = _BLANKS.sub(" ", text).lstrip(" ")
    return (text.rstrip(" ") if indented else text).translate(_SPECIAL)


def _spans(cell: _Cell) -> bool:
    return "number-rows-spanned" in cell.attributes or "number-columns-spanned" in cell.attributes


def _repeat(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 25 else 1


def _number(text: str, shown: str) -> Wire | None:
    try:
        number = float(text)
    except ValueError:
        return printable(shown or text) or None
    return number if number - number == 0 else printable(shown or text)


def _date(text: str) -> Wire | None:
    try:
        return wire(
            dt.datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=None)
            if "T" in text
            else dt.date.fromisoformat(text)
        )
    except ValueError:
        return None


def _time(text: str, code: str) -> Wire | None:
    match = _DURATION.match(text)
    if not match:
        return None
    sign, days, hours, minutes, seconds = match.groups()
    whole = int(days or 0) * 86_400 + int(hours or 0) * 3_600 + int(minutes or 0) * 60
    total = whole + float((seconds or "0").replace(",", "."))
    if total > 86_400 * 366 * 10_000:
        return None
    if not sign and total < 86_400 and date_kind(code) != "elapsed":
        return wire((dt.datetime.min + dt.timedelta(seconds=total)).time())
    return wire(dt.timedelta(seconds=-total if sign else total))


def _formula(text: str) -> str:
    text = text.partition(":=")[2] if ":=" in text[:10] else text.lstrip("=")
    return re.sub(
        r"\[([^\]]*)\]", lambda match: match[1].replace(".", "", 1) if match[1].startswith(".") else match[1], text
    ).replace(":.", ":")


def _modified(package: Package) -> str:
    found: list[str] = []
    inside: list[bool] = []

    def prepare(parser: XMLParserType) -> None:
        parser.StartElementHandler = lambda name, _: inside.append(True) if name.endswith(" date") else inside.clear()
        parser.EndElementHandler = lambda _: inside.clear()
        parser.CharacterDataHandler = lambda text: found.append(text) if inside else None

    if "meta.xml" in package:
        try:
            package.parse("meta.xml", prepare)
        except RefusedFile:
            return ""
    return "".join(found).strip()[:10]


def read_ods(package: Package, notes: Notes) -> tuple[list[RawSheet], Notes, str]:
    """Every sheet of the workbook, the notes, and its own date; raises RefusedFile when it can't be read."""
    if "meta-inf/manifest.xml" in package and b"encryption-data" in package.read("meta-inf/manifest.xml"):
        raise RefusedFile("The workbook is protected by a password: remove the password and upload it again.")
    if "content.xml" not in package:
        raise damaged("its content is missing")
    styles = OdsStyles()
    if "styles.xml" in package:
        package.parse("styles.xml", styles.prepare)
    reading = _Pass(notes, styles)
    package.parse("content.xml", reading.prepare)
    if not reading.sheets:
        raise damaged("it lists no sheet of cells")
    return reading.sheets, notes, _modified(package)
