"""Builds small workbook packages by hand, so that a test can break exactly one thing."""

import io
import struct
import zipfile
from typing import Any

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of the parts, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(*items: tuple[str, str]) -> str:
    """A relationships part of (type's last word, target) with ids rId1, rId2 …"""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(items, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """A worksheet part around the rows."""
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def styles(*formats: str) -> str:
    """A styles part whose cell style n+1 shows the n-th number format; style 0 is General."""
    codes = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{f}"/>' for n, f in enumerate(formats))
    xfs = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>'
    )


def parts(
    *sheets: str | bytes,
    strings: tuple[str, ...] = (),
    styles_part: str = "",
    workbook: str = "",
    properties: str = "",
) -> dict[str, str | bytes]:
    """The parts of an xlsx with these worksheet parts, named S1, S2 …"""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    items = "".join(f"<si><t>{text}</t></si>" for text in strings)
    links = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    out: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook
        or f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *links, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
        "xl/styles.xml": styles_part or styles(),
    }
    out.update({f"xl/worksheets/sheet{n}.xml": part for n, part in enumerate(sheets, start=1)})
    return out


def xlsx(*sheets: str | bytes, **options: Any) -> bytes:
    """An xlsx of the worksheet parts; options as for `parts`."""
    return zipped(parts(*sheets, **options))


def row(number: int, *cells: str) -> str:
    """A row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(ref: str, value: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(ref: str, value: object, attributes: str = "") -> str:
    """A cell with a number."""
    return f'<c r="{ref}"{attributes}><v>{value}</v></c>'


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def ods(rows: str, *, styles: str = "", table: str = "", extra: dict[str, str | bytes] | None = None) -> bytes:
    """An ods with one table S."""
    body = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="S"{table}>{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body, **(extra or {})})


def biff2(*cells: tuple[int, int, str | float]) -> bytes:
    """A worksheet of Excel 2, the simplest xls there is: one stream of (row, column, value) records, counted from 0."""
    out = struct.pack("<HHHH", 0x0009, 4, 2, 0x10)
    for at_row, column, value in cells:
        head = struct.pack("<HH3s", at_row, column, b"\0\0\0")
        if isinstance(value, str):
            body = head + struct.pack("<B", len(value)) + value.encode("latin-1")
            out += struct.pack("<HH", 0x0004, len(body)) + body
        else:
            body = head + struct.pack("<d", value)
            out += struct.pack("<HH", 0x0003, len(body)) + body
    return out + struct.pack("<HH", 0x000A, 0)


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of an xlsb part."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, lengths = len(body), b""
    while True:
        lengths += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + lengths + body


def wide(value: str) -> bytes:
    """A counted text of an xlsb record."""
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def xlsb(cells: bytes, *, formats: tuple[str, ...] = (), strings: tuple[str, ...] = ()) -> bytes:
    """An xlsb with one sheet S1 of these records; style n+1 shows the n-th format."""
    xf = [struct.pack("<HHHHHBBHH", 0, code, 0, 0, 0, 0, 0, 0, 0) for code in (0, *range(164, 164 + len(formats)))]
    book = record(153, struct.pack("<III", 0, 0, 0)) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("S1"))
    sheet_styles = b"".join(record(44, struct.pack("<H", 164 + n) + wide(f)) for n, f in enumerate(formats))
    sheet_styles += record(617) + b"".join(record(47, body) for body in xf) + record(618)
    return zipped(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations(
                ("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")
            ),
            "xl/styles.bin": sheet_styles,
            "xl/sharedStrings.bin": b"".join(record(19, b"\0" + wide(text)) for text in strings),
            "xl/worksheets/sheet1.bin": cells,
        }
    )
