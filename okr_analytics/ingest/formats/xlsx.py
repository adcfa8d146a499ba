"""xlsx and xlsm: the package, its sheets in order, its shared strings, styles, comments and own date."""

import posixpath
from pyexpat import XMLParserType

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.formats.number_formats import BUILTIN, GENERAL, date_kind
from okr_analytics.ingest.formats.raw import Notes, RawSheet, unescape
from okr_analytics.ingest.formats.xlsx_comments import read_comments
from okr_analytics.ingest.formats.xlsx_sheet import SheetPass
from okr_analytics.ingest.gate import MAX_FORMAT, MAX_SHEETS, Package, damaged, dangerous, too_big, tree_guard

MAX_STRINGS = 4_000_000


class Style:
    """What a cell's style says: number format code, the kind of date it shows, indent."""

    __slots__ = ("code", "indent", "kind")

    def __init__(self, code: str = GENERAL, indent: int = 0) -> None:
        self.code, self.indent, self.kind = code, indent, date_kind(code)


class SheetEntry:
    """A sheet as the workbook part lists it."""

    __slots__ = ("hidden", "name", "relation")

    def __init__(self, name: str, relation: str, *, hidden: bool) -> None:
        self.name, self.relation, self.hidden = name, relation, hidden


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


class Relations:
    """The relations of a part: id → (type's last word, target part)."""

    def __init__(self, package: Package, part: str) -> None:
        self._items: dict[str, tuple[str, str]] = {}
        self._base = posixpath.dirname(part)
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path in package:
            package.parse(path, self._prepare)

    def _prepare(self, parser: XMLParserType) -> None:
        parser.StartElementHandler = tree_guard(self._start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(self._base, target))
        self._items[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    def get(self, identity: str) -> tuple[str, str]:
        """The type and part of a relation, empty where there is none."""
        return self._items.get(identity, ("", ""))

    def of_type(self, kind: str) -> list[str]:
        """The parts of every relation of a type, without regard to case."""
        return [path for found, path in self._items.values() if found.lower() == kind.lower()]


class _Workbook:
    def __init__(self, package: Package, part: str) -> None:
        self.sheets: list[SheetEntry] = []
        self.from_1904 = False
        package.parse(part, self._prepare)
        if len(self.sheets) > MAX_SHEETS:
            raise too_big(f"it has {len(self.sheets):,} sheets, and {MAX_SHEETS:,} are allowed")

    def _prepare(self, parser: XMLParserType) -> None:
        parser.StartElementHandler = tree_guard(self._start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id") and "relationships" in k), "")
            state = attributes.get("state", "visible")
            self.sheets.append(SheetEntry(attributes.get("name", ""), relation, hidden=state != "visible"))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0").lower() in ("1", "true", "on")


class _Strings:
    def __init__(self, package: Package, part: str) -> None:
        self.items: list[str] = []
        self._text: list[str] = []
        self._phonetic = False
        package.parse(part, self._prepare)

    def _prepare(self, parser: XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, _: dict[str, str]) -> None:
        tag = local(name)
        if tag == "t" and not self._phonetic:
            self._parser.CharacterDataHandler = self._text.append
        elif tag == "rPh":
            self._phonetic = True

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag == "t":
            self._parser.CharacterDataHandler = None
        elif tag == "si":
            self.items.append(unescape("".join(self._text)))
            self._text.clear()
            if len(self.items) > MAX_STRINGS:
                raise too_big(f"it has more than {MAX_STRINGS:,} texts")
        elif tag == "rPh":
            self._phonetic = False


class _Styles:
    def __init__(self, package: Package, part: str, notes: Notes) -> None:
        self.items: list[Style] = []
        self._codes = dict(BUILTIN)
        self._notes = notes
        self._formats: list[int] = []
        self._indents: list[int] = []
        self._inside = False
        package.parse(part, self._prepare)
        self.items = [Style(self._codes.get(f, GENERAL), i) for f, i in zip(self._formats, self._indents, strict=True)]

    def _prepare(self, parser: XMLParserType) -> None:
        parser.StartElementHandler = tree_guard(self._start)
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "cellXfs":
            self._inside = True
        elif tag == "numFmt":
            self._format(_whole(attributes.get("numFmtId"), -1), attributes.get("formatCode", ""))
        elif self._inside and tag == "xf":
            self._formats.append(_whole(attributes.get("numFmtId"), 0))
            self._indents.append(0)
            if len(self._formats) > 70_000:
                raise dangerous("it has more cell styles than Excel allows")
        elif self._inside and tag == "alignment" and self._indents:
            self._indents[-1] = min(_whole(attributes.get("indent"), 0), 250)

    def _end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._inside = False

    def _format(self, identity: int, code: str) -> None:
        code = unescape(code)
        if len(code) > MAX_FORMAT:
            self._notes.add("format-too-long", detail=code)
        elif code:
            self._codes[identity] = code


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def workbook_part(package: Package) -> str:
    """The path of the part that lists the sheets, "" where there is none."""
    parts = Relations(package, "").of_type("officeDocument") if "_rels/.rels" in package else []
    for path in (*parts, "xl/workbook.xml", "xl/workbook.bin"):
        if path in package:
            return path
    return ""


def modified(package: Package) -> str:
    """The date the workbook says it was last saved, as ISO text, "" where it doesn't say."""
    found: list[str] = []
    inside: list[bool] = []

    def prepare(parser: XMLParserType) -> None:
        parser.StartElementHandler = lambda name, _: (
            inside.append(True) if local(name) == "modified" else inside.clear()
        )
        parser.EndElementHandler = lambda _: inside.clear()
        parser.CharacterDataHandler = lambda text: found.append(text) if inside else None

    paths = Relations(package, "").of_type("core-properties") if "_rels/.rels" in package else []
    for path in (*paths, "docProps/core.xml"):
        if path in package:
            try:
                package.parse(path, prepare)
            except RefusedFile:
                return ""
            return "".join(found).strip()[:10]
    return ""


def read_xlsx(package: Package, notes: Notes) -> list[RawSheet]:
    """Every sheet of cells of the workbook; raises RefusedFile when what holds the cells can't be read."""
    part = workbook_part(package)
    book, relations = _Workbook(package, part), Relations(package, part)
    strings = next((_Strings(package, p).items for p in relations.of_type("sharedStrings") if p in package), [])
    styles = next((_Styles(package, p, notes).items for p in relations.of_type("styles") if p in package), [])
    sheets: list[RawSheet] = []
    for entry in book.sheets:
        kind, path = relations.get(entry.relation)
        sheet = RawSheet(unescape(entry.name), hidden=entry.hidden)
        if path not in package:
            notes.add("sheet-missing", sheet.name)
        elif kind not in ("worksheet", ""):
            notes.add("sheet-without-cells", sheet.name, detail=kind)
            continue
        else:
            SheetPass(sheet, notes, strings, styles or [Style()], from_1904=book.from_1904).run(package, path)
            read_comments(package, Relations(package, path), sheet, notes)
        sheet.finish(notes)
        sheets.append(sheet)
    if not sheets:
        raise damaged("it lists no sheet of cells")
    return sheets
