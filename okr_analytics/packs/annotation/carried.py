"""What a copy could not carry: found by comparing the parts of both files, said in sentences."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_READ = 40 << 20  # bytes of one part that are searched


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something a file can hold: one and several of it, and what it is known by in both families of formats.

    That is a pattern for names of parts, with a second one where elements inside those parts count; () for neither.
    """

    one: str
    many: str
    ooxml: tuple[str, ...]
    ods: tuple[str, ...] = ()


_SHEETS = r"xl/(work|chart)sheets/[^/]+\.xml"
_THINGS = (
    _Thing("macro project", "macro projects", (r"xl/vbaproject\.bin",)),
    _Thing("macro sheet", "macro sheets", (r"xl/macrosheets/[^/]+\.(xml|bin)",)),
    _Thing("dialog sheet", "dialog sheets", (r"xl/dialogsheets/[^/]+\.(xml|bin)",)),
    _Thing("change of the ribbon", "changes of the ribbon", (r"customui/[^/]+\.xml",)),
    _Thing(
        "digital signature",
        "digital signatures",
        (r"_xmlsignatures/sig[^/]*\.xml",),
        (r"meta-inf/documentsignatures\.xml",),
    ),
    _Thing("chart", "charts", (r"xl/charts/chart(ex)?\d*\.xml",)),
    _Thing("chart sheet", "chart sheets", (r"xl/chartsheets/[^/]+\.(xml|bin)",)),
    _Thing("picture", "pictures", (r"xl/media/.+",), (r"pictures/.+",)),
    _Thing(
        "shape",
        "shapes",
        (r"xl/drawings/[^/]+\.xml", r"(?:sp|cxnSp|grpSp)"),
        (r"content\.xml", r"(?:custom-shape|rect|line|ellipse|polygon|path|connector|g)"),
    ),
    _Thing("diagram", "diagrams", (r"xl/diagrams/data\d*\.xml",)),
    _Thing("slicer", "slicers", (r"xl/slicers/.+\.xml", r"slicer")),
    _Thing("timeline", "timelines", (r"xl/timelines/.+\.xml", r"timeline")),
    _Thing(
        "pivot table", "pivot tables", (r"xl/pivottables/[^/]+\.(xml|bin)",), (r"content\.xml", r"data-pilot-table")
    ),
    _Thing("pivot cache", "pivot caches", (r"xl/pivotcache/pivotcachedefinition[^/]*\.(xml|bin)",)),
    _Thing("formatted table", "formatted tables", (r"xl/tables/[^/]+\.(xml|bin)",)),
    _Thing("query", "queries", (r"xl/querytables/[^/]+\.(xml|bin)",)),
    _Thing("data connection", "data connections", (r"xl/connections\.(xml|bin)",)),
    _Thing("data model", "data models", (r"xl/model/.+",)),
    _Thing("link to another workbook", "links to other workbooks", (r"xl/externallinks/externallink\d*\.(xml|bin)",)),
    _Thing("embedded file", "embedded files", (r"xl/embeddings/.+",)),
    _Thing("form control", "form controls", (r"xl/ctrlprops/.+",)),
    _Thing("ActiveX control", "ActiveX controls", (r"xl/activex/activex\d*\.xml",)),
    _Thing("conversation", "conversations (threaded comments)", (r"xl/threadedcomments/.+", r"threadedComment")),
    _Thing("picture in a cell", "pictures in cells", (r"xl/richdata/richvaluerel\.xml", r"rel")),
    _Thing("custom XML part", "custom XML parts", (r"customxml/item\d+\.xml",)),
    _Thing("printer setting", "printer settings", (r"xl/printersettings/.+",)),
    _Thing("theme", "themes", (r"xl/theme/theme\d*\.xml",)),
    _Thing("sensitivity label", "sensitivity labels", (r"docmetadata/labelinfo\.xml",)),
    _Thing(
        "conditional format", "conditional formats", (_SHEETS, r"(?:cfRule)"), (r"content\.xml", r"conditional-format")
    ),
    _Thing(
        "input rule",
        "input rules (data validations)",
        (_SHEETS, r"dataValidation"),
        (r"content\.xml", r"content-validation"),
    ),
    _Thing("sparkline group", "sparkline groups", (_SHEETS, r"sparklineGroup")),
    _Thing("filter", "filters", (_SHEETS, r"autoFilter")),
    _Thing("link", "links", (_SHEETS, r"hyperlink"), (r"content\.xml", r"a")),
    _Thing("merged range", "merged ranges", (_SHEETS, r"mergeCell")),
    _Thing("sheet protection", "sheet protections", (_SHEETS, r"sheetProtection")),
    _Thing("header or footer", "headers and footers", (_SHEETS, r"headerFooter")),
    _Thing("frozen pane", "frozen panes", (_SHEETS, r"pane")),
    _Thing("set of column widths", "sets of column widths", (_SHEETS, r"cols")),
    _Thing("formula", "formulas", (_SHEETS, r"f")),
    _Thing(
        "name for cells",
        "names for cells",
        (r"xl/workbook\d*\.xml", r"definedName"),
        (r"content\.xml", r"named-(?:range|expression)"),
    ),
    _Thing("macro library", "macro libraries", (), (r"basic/.+/script-lb\.xml|scripts/.+",)),
    _Thing("embedded chart or object", "embedded charts and objects", (), (r"object[^/]*/content\.xml",)),
    _Thing("filter or database range", "filters and database ranges", (), (r"content\.xml", r"database-range")),
)
_LOOKS = (
    "It was made anew from the cells: values, number formats, merged ranges, notes and what is hidden are there; fonts, "
    "colours, borders and column widths are not."
)
_FORMULAS = "Formulas are there as their values only."
_OLD = "Charts, pictures, shapes, macros, conditional formats and input rules of the old .xls format are not in it."


def inventory(data: bytes) -> Mapping[str, int]:
    """What a file holds, counted by its name for one; empty for a file that is no archive of parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = {e.filename.lower(): e for e in file.infolist() if not e.is_dir()}
            is_ods = "content.xml" in names
            read: dict[str, bytes] = {}
            found: Counter[str] = Counter()
            for thing in _THINGS:
                parts, *elements = (thing.ods if is_ods else thing.ooxml) or ("",)
                for name in (n for n in names if re.fullmatch(parts, n)):
                    if not elements:
                        found[thing.one] += 1
                        continue
                    if name not in read:
                        with file.open(names[name]) as part:
                            read[name] = part.read(_READ)
                    found[thing.one] += len(re.findall(_opening(elements[0]), read[name]))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        return {}
    return {name: count for name, count in found.items() if count}


def missing(original: bytes, copy: bytes) -> list[str]:
    """A sentence for each sort of thing that the original holds and the copy lacks, most important first."""
    before, after = inventory(original), inventory(copy)
    lost = ((thing, before.get(thing.one, 0) - after.get(thing.one, 0)) for thing in _THINGS)
    return [_sentence(thing, count) for thing, count in lost if count > 0]


def remade(original: bytes, copy: bytes, file: str) -> list[str]:
    """What a copy made anew from the cells lacks: what is missing among the parts, and what never comes along."""
    said = [] if file.lower().endswith((".csv", ".tsv", ".txt")) else [_LOOKS]
    if original.startswith(b"\xd0\xcf\x11\xe0"):
        said.append(_OLD)
    return said + missing(original, copy)


def formulas_gone(count: int) -> list[str]:
    """The sentence for formulas whose text couldn't be kept, if there are such."""
    return [_FORMULAS] if count else []


def _sentence(thing: _Thing, count: int) -> str:
    if thing.one in _SPECIAL:
        return _SPECIAL[thing.one]
    return f"{count:,} {thing.one if count == 1 else thing.many} {'is' if count == 1 else 'are'} not in it."


_SPECIAL = {
    "macro project": "The macros are not in it: macros are never carried on.",
    "macro sheet": "The macro sheets are not in it: macros are never carried on.",
    "change of the ribbon": "The workbook's own buttons in the ribbon are not in it: they call macros.",
    "digital signature": "The digital signature is not in it: it holds for the unchanged file only.",
}


def _opening(names: str) -> bytes:
    return rb"<(?:[A-Za-z_][\w.\-]*:)?" + names.encode() + rb"[\s/>]"
