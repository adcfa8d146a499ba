"""xlsb: the binary records of a workbook package, read as they are documented in [MS-XLSB]."""

import struct
from collections.abc import Iterator

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.formats.number_formats import BUILTIN, GENERAL, moment
from okr_analytics.ingest.formats.raw import Notes, RawSheet, Wire, unescape, wire
from okr_analytics.ingest.formats.references import MAX_COLUMN, MAX_ROW
from okr_analytics.ingest.formats.xls import ERRORS
from okr_analytics.ingest.formats.xlsx import Relations, Style, workbook_part
from okr_analytics.ingest.formats.xlsx_sheet import MAX_MERGES
from okr_analytics.ingest.formats.xlsx_values import UNREADABLE
from okr_analytics.ingest.gate import MAX_CELLS, MAX_FORMAT, MAX_SHEETS, Package, damaged, too_big

_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_F_TEXT, _F_REAL, _F_BOOL, _F_ERROR, _RICH = 8, 9, 10, 11, 62
_STRING_ITEM, _FORMAT, _XF, _COLUMN, _PROPERTIES, _SHEET, _MERGE = 19, 44, 47, 60, 153, 156, 176
_BEGIN_XFS, _END_XFS, _COMMENT, _COMMENT_TEXT = 617, 618, 635, 637
_FORMULAS = {_F_TEXT: _TEXT, _F_REAL: _REAL, _F_BOOL: _BOOL, _F_ERROR: _ERROR}
_VALUES = {_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _RICH, *_FORMULAS}


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(type, content) of every record of a part; raises RefusedFile when the part ends within one."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte = data[at] if at < end else 0
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        if at + size > end:
            raise damaged("a part of it ends in the middle of a record")
        yield kind, data[at : at + size]
        at += size


def _wide(content: bytes, at: int) -> tuple[str, int]:
    """A counted UTF-16 text and where it ends."""
    (count,) = struct.unpack_from("<I", content, at)
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    if end > len(content):
        raise damaged("a text of it is longer than its record")
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def read_xlsb(package: Package, notes: Notes) -> list[RawSheet]:
    """Every sheet of cells of the workbook; formulas are known to be there, but not their text."""
    try:
        return _read(package, notes)
    except (struct.error, IndexError) as error:
        raise damaged("a record of it is too short") from error


def _read(package: Package, notes: Notes) -> list[RawSheet]:
    part = workbook_part(package)
    relations = Relations(package, part)
    entries, from_1904 = _book(package.read(part))
    strings = [
        text for path in relations.of_type("sharedStrings") if path in package for text in _strings(package, path)
    ]
    styles = [
        style for path in relations.of_type("styles") if path in package for style in _styles(package, path, notes)
    ]
    sheets = []
    for name, relation, hidden in entries:
        kind, path = relations.get(relation)
        sheet = RawSheet(name, hidden=hidden)
        if path not in package:
            notes.add("sheet-missing", name)
        elif kind != "worksheet":
            notes.add("sheet-without-cells", name, detail=kind)
            continue
        else:
            _Pass(sheet, notes, strings, styles or [Style()], from_1904).run(package, path)
            _comments(package, Relations(package, path), sheet, notes)
        sheet.finish(notes)
        sheets.append(sheet)
    if not sheets:
        raise damaged("it lists no sheet of cells")
    return sheets


def _book(data: bytes) -> tuple[list[tuple[str, str, bool]], bool]:
    """(name, relation, hidden) of every sheet, and whether dates count from 1904."""
    entries, from_1904 = [], False
    for kind, content in records(data):
        if kind == _PROPERTIES:
            from_1904 = bool(content[0] & 1)
        elif kind == _SHEET:
            (state,) = struct.unpack_from("<I", content)
            relation, at = _wide(content, 8)
            name, _ = _wide(content, at)
            entries.append((unescape(name), relation, state != 0))
            if len(entries) > MAX_SHEETS:
                raise too_big(f"it has more than {MAX_SHEETS:,} sheets")
    return entries, from_1904


def _strings(package: Package, path: str) -> list[str]:
    return [unescape(_wide(content, 1)[0]) for kind, content in records(package.read(path)) if kind == _STRING_ITEM]


def _styles(package: Package, path: str, notes: Notes) -> list[Style]:
    codes, found, inside = dict(BUILTIN), [], False
    for kind, content in records(package.read(path)):
        if kind == _FORMAT:
            code = _wide(content, 2)[0]
            if len(code) > MAX_FORMAT:
                notes.add("format-too-long", detail=code)
            else:
                codes[struct.unpack_from("<H", content)[0]] = code
        elif kind in (_BEGIN_XFS, _END_XFS):
            inside = kind == _BEGIN_XFS
        elif kind == _XF and inside:
            found.append((struct.unpack_from("<H", content, 2)[0], content[11]))
    return [Style(codes.get(code, GENERAL), indent) for code, indent in found]


def _comments(package: Package, relations: Relations, sheet: RawSheet, notes: Notes) -> None:
    for path in relations.of_type("comments"):
        if path not in package:
            continue
        try:
            at = (0, 0)
            for kind, content in records(package.read(path)):
                if kind == _COMMENT:
                    row, _, column = struct.unpack_from("<III", content, 4)
                    at = (row + 1, column + 1)
                elif kind == _COMMENT_TEXT:
                    sheet.comments[at] = unescape(_wide(content, 1)[0]).strip()
        except (RefusedFile, struct.error):
            notes.add("comments-unreadable", sheet.name)


class _Pass:
    def __init__(self, sheet: RawSheet, notes: Notes, strings: list[str], styles: list[Style], from_1904: bool) -> None:
        self._sheet, self._notes, self._strings, self._styles = sheet, notes, strings, styles
        self._from_1904 = from_1904
        self._row = 0
        self._count = 0

    def run(self, package: Package, path: str) -> None:
        for kind, content in records(package.read(path)):
            if kind in _VALUES:
                self._cell(kind, content)
            elif kind == _ROW:
                self._row = struct.unpack_from("<I", content)[0] + 1
                if content[11] & 0x10:
                    self._sheet.hidden_rows.append((self._row, self._row))
                package.deadline.check()
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<IIII", content)
                if top <= bottom < MAX_ROW and left <= right < MAX_COLUMN and len(self._sheet.merges) < MAX_MERGES:
                    self._sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))
            elif kind == _COLUMN:
                first, last = struct.unpack_from("<II", content)
                if content[16] & 1 and first <= last:
                    self._sheet.hidden_columns.append((first + 1, last + 1))

    def _cell(self, kind: int, content: bytes) -> None:
        column, bits = struct.unpack_from("<II", content)
        column += 1
        if not 1 <= self._row <= MAX_ROW or column > MAX_COLUMN:
            self._notes.add("cell-outside-sheet", self._sheet.name, detail=f"row {self._row}, column {column}")
            return
        index = bits & 0xFFFFFF
        style = self._styles[index] if index < len(self._styles) else self._styles[0]
        value = self._value(_FORMULAS.get(kind, kind), content, style, column)
        if value is None:
            return
        self._count += 1
        if self._count > MAX_CELLS:
            raise too_big(f"sheet {self._sheet.name[:40]!r} has more than {MAX_CELLS:,} cells")
        self._sheet.put(self._row, column, value, style.code, self._notes)
        if kind in _FORMULAS:
            self._sheet.formulas[self._row, column] = ""
        if style.indent:
            self._sheet.indents[self._row, column] = style.indent

    def _value(self, kind: int, content: bytes, style: Style, column: int) -> Wire | None:
        if kind == _RK:
            return self._number(_rk(struct.unpack_from("<I", content, 8)[0]), style, column)
        if kind == _REAL:
            return self._number(struct.unpack_from("<d", content, 8)[0], style, column)
        if kind == _SHARED:
            (index,) = struct.unpack_from("<I", content, 8)
            if index < len(self._strings):
                return self._strings[index] or None
            self._notes.add("text-missing", self._sheet.name, self._row, column, str(index))
            return ["e", UNREADABLE]
        if kind == _BOOL:
            return bool(content[8])
        if kind == _ERROR:
            return ["e", ERRORS.get(content[8], f"#ERROR {content[8]}")]
        return unescape(_wide(content, 9 if kind == _RICH else 8)[0]) or None

    def _number(self, number: float, style: Style, column: int) -> Wire:
        if number - number != 0:
            self._notes.add("value-unreadable", self._sheet.name, self._row, column, str(number))
            return ["e", UNREADABLE]
        when = moment(number, style.kind, from_1904=self._from_1904) if style.kind else None
        if when is not None:
            return wire(when)
        if style.kind and number:
            self._notes.add("date-impossible", self._sheet.name, self._row, column, str(number))
        return number


def _rk(bits: int) -> float:
    """A number packed into 30 bits."""
    if bits & 2:
        number = float((bits >> 2) - (1 << 30 if bits >> 31 else 0))
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFC) << 32))[0])
    return number / 100 if bits & 1 else number
