"""ods, xls and xlsb: the same promises as for xlsx, each with the smallest file that shows it."""

import datetime as dt
import struct

import made_workbooks as p
import pytest

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.cells import ErrorValue, Range
from okr_analytics.ingest.confined import read
from okr_analytics.ingest.workbook import open_workbook


def cell(kind: str = "", inner: str = "", **attributes: str) -> str:
    extra = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    typed = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{typed}{extra}>{inner}</table:table-cell>"


def words(*paragraphs: str) -> str:
    return cell("string", "".join(f"<text:p>{text}</text:p>" for text in paragraphs))


def line(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def ods_cells(*cells: str, styles: str = "") -> dict[int, object]:
    return dict(read(p.ods(line(*cells), styles=styles)).sheets[0].rows.get(1, {}))


PERCENT = (
    '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/>'
    "<number:text>%</number:text></number:percentage-style>"
    '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>'
    '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def test_ods_values_formats_and_what_is_hidden() -> None:
    rows = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + line(
            words("KR", "line 2"),
            cell("percentage", "<text:p>20.0%</text:p>", office__value="0.2", table__style_name="ce2"),
            cell("date", "<text:p>x</text:p>", office__date_value="2026-03-31"),
            cell("date", office__date_value="2026-03-31T09:30:00"),
            cell("time", office__time_value="PT08H15M00S"),
            cell("boolean", office__boolean_value="true"),
            cell("float", office__value="12.5", table__formula="of:=SUM([.A1:.B2])"),
        )
        + line(words("x"), attributes=' table:visibility="filter"')
    )
    meta = f"<office:document-meta {p.ODF}><office:meta><dc:date>2026-04-05T06:07:08</dc:date></office:meta></office:document-meta>"
    book = open_workbook(
        "x.ods", p.ods(rows, styles=PERCENT, table=' table:style-name="ta1"', extra={"meta.xml": meta})
    )
    (sheet,) = book.sheets
    assert list(sheet.rows[1].values()) == [
        "KR\nline 2",
        0.2,
        dt.date(2026, 3, 31),
        dt.datetime(2026, 3, 31, 9, 30),
        dt.time(8, 15),
        True,
        12.5,
    ]
    assert sheet.formats[1, 2] == "0.0%"
    assert sheet.formulas == {(1, 7): "SUM(A1:B2)"}
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {2}, {3})
    assert (book.format, book.modified) == ("ods", dt.date(2026, 4, 5))


def test_ods_text_as_shown() -> None:
    inner = (
        '<text:p>\n   two<text:s text:c="3"/>parts<text:tab/>a<text:line-break/><text:span>b</text:span>\n  </text:p>'
    )
    assert ods_cells(cell("string", inner)) == {1: "two   parts\ta\nb"}
    assert ods_cells(words("ends with a space ")) == {1: "ends with a space "}
    assert ods_cells(words('<text:s text:c="2"/>')) == {1: "  "}


def test_ods_pretty_printed_is_the_same() -> None:
    rows = (
        "\n  <table:table-row>\n    "
        + words("a")
        + "\n    "
        + cell("float", "\n <text:p>1</text:p>\n", office__value="1")
        + "\n  </table:table-row>\n"
    )
    assert read(p.ods(rows)).sheets[0].rows == {1: {1: "a", 2: 1.0}}


def test_ods_repeats_merges_comments_errors() -> None:
    rows = (
        line(
            cell("float", office__value="1", table__number_columns_repeated="3"),
            attributes=' table:number-rows-repeated="2"',
        )
        + line(
            words("m").replace(
                "<table:table-cell",
                '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"',
                1,
            ),
            "<table:covered-table-cell/>",
        )
        + line(cell("", "<office:annotation><dc:date>2026</dc:date><text:p>why?</text:p></office:annotation>"))
        + line(cell("string", "<text:p>#N/A</text:p>", table__formula="of:=NA()", calcext__value_type="error"))
        + line(cell("", "", table__formula="of:=1+1"))
        + line(cell("", table__number_columns_repeated="16384"), attributes=' table:number-rows-repeated="1048000"')
    ).replace("calcext:", "office:x-")
    book = open_workbook("x.ods", p.ods(rows))
    sheet = book.sheets[0]
    assert sheet.rows[1] == sheet.rows[2] == {1: 1.0, 2: 1.0, 3: 1.0}
    assert sheet.merges == (Range(3, 1, 3, 2),)
    assert sheet.comments == {(4, 1): "why?"}
    assert sheet.rows[5] == {1: ErrorValue("#N/A")}
    assert sheet.rows[6] == {1: ErrorValue("#NOT CALCULATED")}
    assert [d.code for d in book.diagnostics] == ["formula-not-calculated"]
    assert book.count == 9


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (
            line(
                words("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"', 1),
                attributes=' table:number-rows-repeated="1048576"',
            ),
            "too big",
        ),
        (
            line(
                words("x").replace(
                    "<table:table-cell", '<table:table-cell table:number-columns-repeated="4294967295"', 1
                ),
                attributes=' table:number-rows-repeated="18446744073709551615"',
            ),
            "too big",
        ),
        (line(words('<text:s text:c="4000000000"/>')), "space without end"),
        (
            line(words("a"))
            + line(attributes=' table:number-rows-repeated="1048574"')
            + line(cell(table__number_columns_repeated="16383"), words("z")),
            "far from each other",
        ),
    ],
)
def test_ods_bombs(rows: str, word: str) -> None:
    with pytest.raises(RefusedFile, match=word):
        read(p.ods(rows))


def test_ods_with_a_password() -> None:
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(RefusedFile, match="password"):
        read(p.ods("", extra={"META-INF/manifest.xml": manifest}))


def test_ods_refuses_a_document_type() -> None:
    data = p.zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        }
    )
    with pytest.raises(RefusedFile, match="document type"):
        read(data)


def test_xls_of_old() -> None:
    book = open_workbook("Plan.xls", p.biff2((0, 0, "KR"), (0, 1, "Value"), (2, 0, "Grow"), (2, 1, 0.25)))
    assert book.format == "xls"
    assert book.sheets[0].rows == {1: {1: "KR", 2: "Value"}, 3: {1: "Grow", 2: 0.25}}


def test_xls_that_is_no_number_is_said() -> None:
    book = open_workbook("Plan.xls", p.biff2((0, 0, "KR"), (1, 0, float("nan"))))
    assert book.sheets[0].rows[2] == {1: ErrorValue("#UNREADABLE")}
    assert [d.code for d in book.diagnostics] == ["value-unreadable"]


def test_xls_looping_on_itself_is_refused() -> None:
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    fat = struct.pack("<9I", 0, 1, 0, 0, 0x1000, 0, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    with pytest.raises(RefusedFile):
        open_workbook("x.xls", head + fat + struct.pack("<128I", *[0] * 128))


def b_row(number: int, flags: int = 0) -> bytes:
    return p.record(0, struct.pack("<IIHBB", number, 0, 300, 0, flags) + bytes(5))


def b_cell(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    return p.record(kind, struct.pack("<II", column, style) + body)


def test_xlsb_values() -> None:
    cells = (
        p.record(60, struct.pack("<IIIIH", 3, 3, 0, 0, 1))
        + b_row(0)
        + b_cell(7, 0, struct.pack("<I", 0))
        + b_cell(6, 1, p.wide("inline"))
        + b_cell(5, 2, struct.pack("<d", 0.2), style=1)
        + b_cell(2, 3, struct.pack("<I", (1234 << 2) | 3))
        + b_cell(2, 4, struct.pack("<i", (-7 << 2) | 2))
        + b_cell(1, 5, b"")
        + b_row(4, flags=0x10)
        + b_cell(3, 0, b"\x2a")
        + b_cell(4, 1, b"\x01")
        + b_cell(9, 2, struct.pack("<d", 46112.0) + bytes(6), style=2)
        + b_cell(8, 3, p.wide("computed") + bytes(6))
        + b_cell(7, 4, struct.pack("<I", 99))
        + p.record(176, struct.pack("<IIII", 6, 7, 0, 1))
    )
    book = open_workbook("x.xlsb", p.xlsb(cells, formats=("0%", "yyyy-mm-dd"), strings=("shared",)))
    sheet = book.sheets[0]
    assert sheet.rows == {
        1: {1: "shared", 2: "inline", 3: 0.2, 4: 12.34, 5: -7.0},
        5: {1: ErrorValue("#N/A"), 2: True, 3: dt.date(2026, 3, 31), 4: "computed", 5: ErrorValue("#UNREADABLE")},
    }
    assert sheet.formats == {(1, 3): "0%", (5, 3): "yyyy-mm-dd"}
    assert set(sheet.formulas) == {(5, 3), (5, 4)}
    assert sheet.merges == (Range(7, 1, 8, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({5}, {4})
    assert [d.code for d in book.diagnostics] == ["text-missing"]


@pytest.mark.parametrize(
    "broken", [b_row(0)[:-3], b_row(0) + b_cell(5, 0, b"\0"), b_row(0) + b_cell(6, 0, struct.pack("<I", 10**6))]
)
def test_xlsb_records_that_lie(broken: bytes) -> None:
    with pytest.raises(RefusedFile, match="damaged"):
        read(p.xlsb(broken))
