"""One worksheet part in one streaming pass: every cell is checked, typed and placed as it goes by."""

import re
from collections.abc import Iterator, Sequence
from pyexpat import XMLParserType

from okr_analytics.ingest.formats import xlsx_fast
from okr_analytics.ingest.formats.raw import Notes, RawSheet, Wire, unescape
from okr_analytics.ingest.formats.references import MAX_COLUMN, MAX_ROW, Columns, area, shifted
from okr_analytics.ingest.formats.xlsx_values import CellStyle, Typing
from okr_analytics.ingest.gate import (
    MAX_ATTRIBUTES,
    MAX_CELLS,
    MAX_DEPTH,
    MAX_TEXT,
    Package,
    dangerous,
    feed,
    new_parser,
    too_big,
)

MAX_MERGES = 500_000
_MAX_MOMENTS = 100_000
_ADDRESS = re.compile(r"^([A-Za-z]{1,3})([0-9]{1,7})$")


class _FastStyle:
    """A style as the fast way needs it: code "" for General, moments already worked out by the text of the number."""

    __slots__ = ("code", "kind", "moments", "usual")

    def __init__(self, style: CellStyle | None) -> None:
        self.usual = style is not None and not style.indent
        self.kind = style.kind if style else ""
        self.code = style.code if style and style.code != "General" else ""
        self.moments: dict[str, Wire] = {}


class SheetPass:
    """Reads one worksheet part into a RawSheet."""

    def __init__(
        self, sheet: RawSheet, notes: Notes, strings: Sequence[str], styles: Sequence[CellStyle], *, from_1904: bool
    ) -> None:
        self._sheet, self._notes, self._strings, self._styles = sheet, notes, strings, styles
        self._columns = Columns()
        self._typing = Typing(strings, self._note, from_1904=from_1904)
        self._text: list[str] = []
        self._row = self._column = 0
        self._row_text = ""
        self._attributes: dict[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._formula_attributes: dict[str, str] = {}
        self._shared: dict[str, tuple[int, int, str]] = {}
        self._phonetic = False
        self._parser: XMLParserType = new_parser()
        self._local: dict[str, str] = {}
        self._fast_styles: dict[str, _FastStyle] = {}
        self._depth = 0
        self._count = 0

    def run(self, package: Package, path: str) -> None:
        """Stream the part; raises RefusedFile when it is unsafe or not well-formed."""
        self._handlers(inside=False)
        feed(self._parser, self._chunks(package.blocks(path)), path)

    def _handlers(self, *, inside: bool) -> None:
        self._inside = inside
        self._parser.StartElementHandler = self._start_inside if inside else self._start_outside
        self._parser.EndElementHandler = self._end_inside if inside else self._end_outside

    def _chunks(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """The part in pieces for the parser; pieces of usual cells are taken here, the parser only checks them."""
        carry = b""
        while (start := carry.find(b"<sheetData>")) < 0 and len(carry) < xlsx_fast.CHUNK:
            block = next(blocks, None)
            if block is None:
                break
            carry += block
        prefix, rest = carry[: start + 11], carry[start + 11 :]
        if start < 0 or not xlsx_fast.is_usual(prefix):
            yield carry
            yield from blocks
            return
        yield prefix
        usual = self._inside
        for chunk, whole in xlsx_fast.rows_of(blocks, rest):
            found = xlsx_fast.tokens(chunk) if usual and whole else None
            if found is None:
                usual = False
                yield chunk
                continue
            self._parser.StartElementHandler = self._parser.EndElementHandler = None
            yield chunk
            self._handlers(inside=True)
            self._take(found)

    def _take(self, found: list[xlsx_fast.Token]) -> None:
        """Keep the cells of a chunk that is written in the usual way."""
        rows, formats, columns, strings = self._sheet.rows, self._sheet.formats, self._columns, self._strings
        styles, limit = self._fast_styles, len(self._strings)
        here, current = 0, ""
        cells: dict[int, Wire] = {}
        codes: dict[int, str] = {}
        for token in found:
            _, letters, row, s, kind, formula, text, _, inline, number, extra = token
            if number:
                self._start_row({"r": number, **(xlsx_fast.attributes(extra) if "hidden" in extra else {})})
                current = self._row_text if self._row <= MAX_ROW else ""
                here = self._row
                cells, codes = rows.get(here, {}), formats.get(here, {})
                continue
            if not (text or formula or inline):
                continue
            column = columns[letters]
            style = styles.get(s) or self._fast_style(s)
            value: Wire | None = None
            if formula or not style.usual or row != current or not column or column in cells:
                pass
            elif kind == "s":
                index = int(text) if text.isdigit() and len(text) < 8 else limit
                value = strings[index] if index < limit and len(strings[index]) <= MAX_TEXT else None
            elif not kind:
                value = style.moments.get(text) if style.kind else self._plain_number(text)
            if not value and value != 0:
                self._unusual(token)
                cells, codes = rows.get(here, cells), formats.get(here, codes)
                continue
            self._count += 1
            if not cells:
                rows[here] = cells
            cells[column] = value
            if style.code:
                if not codes:
                    formats[here] = codes
                codes[column] = style.code
        if self._count > MAX_CELLS:
            raise too_big(f"sheet {self._sheet.name[:40]!r} has more than {MAX_CELLS:,} cells")

    def _unusual(self, token: xlsx_fast.Token) -> None:
        """Take one cell of a usual chunk the ordinary way."""
        whole, letters, row, style, kind, formula, text, _, inline, *_ = token
        self._attributes = {"r": letters + row, **({"s": style} if style else {}), **({"t": kind} if kind else {})}
        self._formula = None
        if formula:
            self._formula_attributes, self._formula = xlsx_fast.formula(formula)
        self._value = xlsx_fast.entities(text or inline) if "<v" in whole or "<is>" in whole else None
        self._cell()
        style_of = self._fast_styles[style]
        if style_of.kind and not kind and not formula and len(style_of.moments) < _MAX_MOMENTS:
            value = self._sheet.rows.get(self._row, {}).get(self._column)
            if isinstance(value, list) and value[0] != "e":
                style_of.moments[text] = value

    @staticmethod
    def _plain_number(text: str) -> float | None:
        try:
            number = float(text)
        except ValueError:
            return None
        return number if number - number == 0 and "_" not in text else None

    def _fast_style(self, text: str) -> "_FastStyle":
        index = int(text) if text else 0
        style = self._styles[index] if index < len(self._styles) else None
        found = self._fast_styles[text] = _FastStyle(style)
        return found

    def _tag(self, name: str) -> str:
        tag = self._local.get(name)
        if tag is None:
            tag = self._local[name] = name.rpartition(" ")[2]
        return tag

    # Outside the cells

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise dangerous("its elements are nested hundreds deep")
        if len(attributes) > MAX_ATTRIBUTES:
            raise dangerous("an element of it has thousands of attributes")
        tag = self._tag(name)
        if tag == "sheetData":
            self._handlers(inside=True)
        elif tag == "mergeCell" and self._depth == 3:
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden", "0") in ("1", "true"):
            span = (_number(attributes.get("min", "")), _number(attributes.get("max", "")))
            if 1 <= span[0] <= span[1]:
                self._sheet.hidden_columns.append(span)

    def _end_outside(self, _: str) -> None:
        self._depth -= 1

    def _merge(self, ref: str) -> None:
        box = area(ref)
        if box is None:
            self._notes.add("merge-unreadable", self._sheet.name, detail=ref)
        elif box[:2] != box[2:]:
            self._sheet.merges.append(box)
            if len(self._sheet.merges) > MAX_MERGES:
                raise too_big(f"sheet {self._sheet.name[:40]!r} has more than {MAX_MERGES:,} merged ranges")

    # The cells

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._local.get(name) or self._tag(name)
        if tag == "c":
            self._attributes = attributes
            self._value = self._formula = None
            self._text.clear()
        elif tag == "v":
            self._text.clear()
            self._parser.CharacterDataHandler = self._text.append
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self._text.clear()
            self._formula_attributes = attributes
            self._parser.CharacterDataHandler = self._text.append
        elif tag == "t":
            if not self._phonetic:
                self._parser.CharacterDataHandler = self._text.append
        elif tag == "is":
            self._text.clear()
        elif tag == "rPh":
            self._phonetic = True

    def _end_inside(self, name: str) -> None:
        tag = self._local.get(name) or self._tag(name)
        if tag == "c":
            self._cell()
        elif tag == "v":
            self._value = "".join(self._text)
            self._parser.CharacterDataHandler = None
        elif tag == "t":
            self._parser.CharacterDataHandler = None
        elif tag == "is":
            self._value = "".join(self._text)
        elif tag == "f":
            self._formula = "".join(self._text)
            self._parser.CharacterDataHandler = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "sheetData":
            self._depth -= 1
            self._handlers(inside=False)

    def _start_row(self, attributes: dict[str, str]) -> None:
        if len(attributes) > MAX_ATTRIBUTES:
            raise dangerous("an element of it has thousands of attributes")
        text = attributes.get("r", "")
        number = _number(text)
        self._row = number if number else self._row + 1
        self._row_text = str(self._row)
        self._column = 0
        if attributes.get("hidden", "0") in ("1", "true"):
            self._sheet.hidden_rows.append((self._row, self._row))

    def _place(self, ref: str | None) -> bool:
        """Set row and column of the cell from its reference, or from its place in the row; False for no such cell."""
        if ref is None:
            self._column += 1
            return self._row <= MAX_ROW and self._column <= MAX_COLUMN
        if ref.endswith(self._row_text):
            column = self._columns[ref[: -len(self._row_text)]]
            if column and self._row <= MAX_ROW:
                self._column = column
                return True
        match = _ADDRESS.match(ref)
        column = self._columns[match[1]] if match else 0
        row = int(match[2]) if match else 0
        if not column or not 1 <= row <= MAX_ROW:
            return False
        self._row, self._row_text, self._column = row, str(row), column
        return True

    def _cell(self) -> None:
        attributes, text = self._attributes, self._value
        placed = self._place(attributes.get("r"))
        formula = self._formula
        if text is None and formula is None:
            return
        if not placed:
            if text or formula is not None:
                self._notes.add("cell-outside-sheet", self._sheet.name, detail=attributes.get("r", "")[:20])
            return
        style = self._style(attributes.get("s"))
        value = self._typing.typed(attributes.get("t"), text, style, computed=formula is not None)
        if formula is not None and value is not None:
            self._keep_formula(formula)
        elif formula is not None and self._formula_attributes.get("t") == "shared":
            self._remember_shared(formula)
        if value is None:
            return
        row, column = self._row, self._column
        self._count += 1
        if self._count > MAX_CELLS:
            raise too_big(f"sheet {self._sheet.name[:40]!r} has more than {MAX_CELLS:,} cells")
        self._sheet.put(row, column, value, style.code, self._notes)
        if style.indent:
            self._sheet.indents[row, column] = style.indent

    def _style(self, text: str | None) -> CellStyle:
        if text is None:
            return self._styles[0]
        try:
            return self._styles[int(text)]
        except (ValueError, IndexError):
            self._note("style-missing", "")
            return self._styles[0]

    def _note(self, code: str, detail: str) -> None:
        self._notes.add(code, self._sheet.name, self._row, self._column, detail)

    # Formulas

    def _remember_shared(self, formula: str) -> None:
        if formula:
            self._shared[self._formula_attributes.get("si", "")] = (self._row, self._column, formula)

    def _keep_formula(self, formula: str) -> None:
        if self._formula_attributes.get("t") == "shared":
            self._remember_shared(formula)
            if not formula:
                row, column, source = self._shared.get(self._formula_attributes.get("si", ""), (0, 0, ""))
                formula = shifted(source, self._row - row, self._column - column) if source else ""
        self._sheet.formulas[self._row, self._column] = unescape(formula)


def _number(text: str, default: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
