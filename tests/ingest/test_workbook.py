"""Bytes → cells for the Excel family: every value, format and oddity of a worksheet part."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import made_workbooks as p
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.cells import ErrorValue, Range, Workbook
from okr_analytics.ingest.confined import read
from okr_analytics.ingest.workbook import open_workbook


def opened(data: bytes) -> Workbook:
    return open_workbook("Plan Q3.xlsx", data)


def codes(book: Workbook) -> list[str]:
    return [d.code for d in book.diagnostics]


def raw(data: bytes) -> dict[tuple[int, int], object]:
    """The cells of the first sheet, read without a child process: for tests that only need values."""
    return {(r, c): v for r, cells in read(data).sheets[0].rows.items() for c, v in cells.items()}


def test_a_workbook_comes_as_its_owner_sees_it() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "OKRs"
    page.append(["Objective", "Share", "Due", "At", "Time", "Done", "Spent"])
    page.append(
        [
            "Grow",
            0.2,
            dt.date(2026, 3, 31),
            dt.datetime(2026, 3, 31, 9, 30),
            dt.time(8, 15),
            True,
            dt.timedelta(hours=30),
        ]
    )
    page["B2"].number_format = "0%"
    page.merge_cells("A4:C5")
    page["A4"] = "Note"
    page["A2"].comment = openpyxl.comments.Comment("why?", "me")
    page["A2"].alignment = openpyxl.styles.Alignment(indent=2)
    page.row_dimensions[2].hidden = True
    page.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("Old")
    hidden["A1"] = "x"
    hidden.sheet_state = "veryHidden"
    book.properties.modified = dt.datetime(2026, 4, 5, 6, 7)
    out = io.BytesIO()
    book.save(out)

    found = opened(out.getvalue())

    assert (found.file, found.format) == ("Plan Q3.xlsx", "xlsx")
    assert len(found.sha256) == 64
    assert [s.name for s in found.sheets] == ["OKRs", "Old"]
    sheet = found.sheets[0]
    assert sheet.rows[2] == {
        1: "Grow",
        2: 0.2,
        3: dt.date(2026, 3, 31),
        4: dt.datetime(2026, 3, 31, 9, 30),
        5: dt.time(8, 15),
        6: True,
        7: dt.timedelta(hours=30),
    }
    assert sheet.formats[2, 2] == "0%"
    assert (1, 1) not in sheet.formats
    assert sheet.merges == (Range(4, 1, 5, 3),)
    assert sheet.comments[2, 1].endswith("why?")
    assert sheet.indents == {(2, 1): 2}
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {3}
    assert (sheet.hidden, found.sheets[1].hidden) == (False, True)
    assert found.count == 16


def test_errors_are_values() -> None:
    rows = p.row(1, '<c r="A1" t="e"><v>#N/A</v></c>', '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    sheet = opened(p.xlsx(p.sheet(rows))).sheets[0]
    assert sheet.rows[1] == {1: ErrorValue("#N/A"), 2: ErrorValue("#DIV/0!")}
    assert sheet.formulas == {(1, 2): "1/0"}


def test_a_formula_never_calculated_is_kept_and_said() -> None:
    rows = p.row(1, '<c r="A1"><f>SUM(B1:C1)</f></c>', '<c r="B1"><f>1+1</f><v></v></c>', '<c r="C1"><f>2</f><v/></c>')
    book = opened(p.xlsx(p.sheet(rows)))
    assert book.count == 3
    assert book.sheets[0].rows[1][1] == ErrorValue("#NOT CALCULATED")
    (note,) = book.diagnostics
    assert note.code == "formula-not-calculated"
    assert str(note.where) == "S1!A1"
    assert "2 more" in note.message


def test_a_formula_that_shows_nothing_is_blank() -> None:
    rows = p.row(1, '<c r="A1" t="str"><f>IF(1,"","x")</f><v></v></c>', p.number("B1", 1))
    book = opened(p.xlsx(p.sheet(rows)))
    assert book.sheets[0].rows == {1: {2: 1.0}}
    assert book.diagnostics == ()


def test_shared_formulas_move_with_their_cell() -> None:
    rows = p.row(1, '<c r="C1"><f t="shared" ref="C1:C3" si="0">A1*$B$1+"A1"</f><v>1</v></c>')
    rows += p.row(2, '<c r="C2"><f t="shared" si="0"/><v>2</v></c>')
    assert opened(p.xlsx(p.sheet(rows))).sheets[0].formulas == {(1, 3): 'A1*$B$1+"A1"', (2, 3): 'A2*$B$1+"A1"'}


@pytest.mark.parametrize(
    ("attributes", "inner", "expected"),
    [
        ("", "<v>-1.5E3</v>", -1500.0),
        (' t="n"', "<v> 7 </v>", 7.0),
        (' t="s"', "<v>1</v>", "beta &"),
        (' t="str"', "<v>a_x000D_\nb</v>", "a\nb"),
        (' t="inlineStr"', "<is><t>  </t></is>", "  "),
        (' t="inlineStr"', "<is><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></is>", "rich"),
        (' t="inlineStr"', "<is><t>_x005F_x0041_ _x0000_ _xD83D__xDE00_</t></is>", "_x0041_ � 😀"),
        (' t="b"', "<v>1</v>", True),
        (' t="b"', "<v>false</v>", False),
        (' t="d"', "<v>2026-03-04T05:06:07Z</v>", ["t", "2026-03-04T05:06:07"]),
        (' s="1"', "<v>61</v>", ["d", "1900-03-01"]),
        (' s="1"', "<v>1</v>", ["d", "1900-01-01"]),
        (' s="1"', "<v>45000.5</v>", ["t", "2023-03-15T12:00:00"]),
        (' s="2"', "<v>0.25</v>", ["c", "06:00:00"]),
        (' s="3"', "<v>1.25</v>", ["s", "108000.0"]),
        (' s="4"', "<v>3</v>", 3.0),
    ],
)
@pytest.mark.parametrize("plain", [True, False], ids=["usual", "element by element"])
def test_values(attributes: str, inner: str, expected: object, plain: bool) -> None:
    before = "" if plain else "<!-- any comment turns the fast way off -->"
    part = p.sheet(p.row(1, f'<c r="A1"{attributes}>{inner}</c>'), before=before)
    data = p.xlsx(
        part,
        strings=("alpha", "beta &amp;"),
        styles_part=p.styles("dd/mm/yyyy", "h:mm", "[h]:mm", "0.0 &quot;days&quot;"),
    )
    assert raw(data) == {(1, 1): expected}


@pytest.mark.parametrize(
    ("cell", "code", "kept"),
    [
        ('<c r="XFE2"><v>1</v></c>', "cell-outside-sheet", None),
        ('<c r="A1048577"><v>1</v></c>', "cell-outside-sheet", None),
        ('<c r="A99999999999999999999"><v>1</v></c>', "cell-outside-sheet", None),
        ('<c r="A2" t="s"><v>99</v></c>', "text-missing", ["e", "#UNREADABLE"]),
        ('<c r="A2" t="s"><v>-1</v></c>', "text-missing", ["e", "#UNREADABLE"]),
        ('<c r="A2" s="999"><v>1</v></c>', "style-missing", 1.0),
        ('<c r="A2"><v>1e400</v></c>', "value-unreadable", "1e400"),
        ('<c r="A2"><v>NaN</v></c>', "value-unreadable", "NaN"),
        ('<c r="A2"><v>1_000</v></c>', "value-unreadable", "1_000"),
        ('<c r="A2" t="b"><v>maybe</v></c>', "value-unreadable", "maybe"),
        ('<c r="A2" t="d"><v>2026-13-45</v></c>', "value-unreadable", "2026-13-45"),
        ('<c r="A2" s="1"><v>60</v></c>', "date-impossible", 60.0),
        ('<c r="A2" s="1"><v>-1</v></c>', "date-impossible", -1.0),
        ('<c r="A2" s="1"><v>2958466</v></c>', "date-impossible", 2958466.0),
        ('<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>', "cell-twice", 1.0),
    ],
)
@pytest.mark.parametrize("plain", [True, False], ids=["usual", "element by element"])
def test_nothing_wrong_vanishes(cell: str, code: str, kept: object, plain: bool) -> None:
    part = p.sheet(p.row(1, p.text("A1", "KR")) + f'<row r="2">{cell}</row>', before="" if plain else "<!---->")
    contents = read(p.xlsx(part, styles_part=p.styles("yyyy-mm-dd")))
    assert [note[0] for note in contents.notes.all()] == [code]
    assert contents.sheets[0].rows[1] == {1: "KR"}
    assert contents.sheets[0].rows.get(2, {}).get(1) == kept


def test_a_row_beyond_the_sheet_is_refused_cell_by_cell_on_the_fast_way_too() -> None:
    contents = read(
        p.xlsx(p.sheet('<row r="1048577"><c r="A1048577"><v>5</v></c></row>' + p.row(2, p.number("A2", 1))))
    )
    assert contents.sheets[0].rows == {2: {1: 1.0}}
    assert contents.notes.all()[0][0] == "cell-outside-sheet"


def test_a_cell_that_names_another_row_goes_there_and_its_neighbours_stay() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B5"><v>2</v></c><c r="C5"><v>3</v></c><c r="D1"><v>4</v></c></row>'
    for before in ("", "<!---->"):
        found = raw(p.xlsx(p.sheet(rows, before=before)))
        assert found == {(1, 1): 1.0, (1, 4): 4.0, (5, 2): 2.0, (5, 3): 3.0}


def test_cells_without_addresses_stand_side_by_side() -> None:
    assert raw(p.xlsx(p.sheet("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"))) == {
        (1, 1): 1.0,
        (1, 3): 3.0,
        (2, 1): 4.0,
    }


def test_rows_out_of_order_come_in_order() -> None:
    rows = p.row(5, p.number("A5", 5)) + p.row(2, p.number("B2", 3), p.number("A2", 2))
    contents = read(p.xlsx(p.sheet(rows)))
    assert list(contents.sheets[0].rows) == [2, 5]
    assert list(contents.sheets[0].rows[2]) == [1, 2]


def test_what_a_merged_range_hides_is_said() -> None:
    rows = p.row(1, p.text("A1", "shown"), p.text("B1", "hidden"))
    book = opened(p.xlsx(p.sheet(rows, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')))
    assert book.sheets[0].rows == {1: {1: "shown"}}
    assert codes(book) == ["cell-under-merge"]
    assert "hidden" in book.diagnostics[0].message


def test_dates_can_count_from_1904() -> None:
    rows = p.row(1, p.number("A1", 0, ' s="1"'), p.number("B1", 366, ' s="1"'))
    data = p.xlsx(p.sheet(rows), styles_part=p.styles("yyyy-mm-dd"), properties='<workbookPr date1904="1"/>')
    assert raw(data) == {(1, 1): ["d", "1904-01-01"], (1, 2): ["d", "1905-01-01"]}


def test_other_spellings_of_the_same_package() -> None:
    """Prefixed elements, Strict namespaces, UTF-16, absolute targets, other letter case: all are the same workbook."""
    plain = p.parts(p.sheet(p.row(1, p.text("A1", "é"))))
    strict = {
        k: str(v)
        .replace(p.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(p.OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for k, v in plain.items()
    }
    prefixed = dict(plain)
    prefixed["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{p.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>é</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    wide = dict(plain)
    wide["xl/worksheets/sheet1.xml"] = (
        str(plain["xl/worksheets/sheet1.xml"]).replace("UTF-8", "UTF-16").encode("utf-16")
    )
    absolute = dict(plain)
    absolute["xl/_rels/workbook.xml.rels"] = p.relations(("worksheet", "/XL/Worksheets/Sheet1.xml"))
    for variant in (plain, strict, prefixed, wide, absolute):
        assert raw(p.zipped(variant)) == {(1, 1): "é"}


def test_a_sheet_the_file_lacks_is_said() -> None:
    made = p.parts(p.sheet(p.row(1, p.number("A1", 1))), p.sheet(""))
    del made["xl/worksheets/sheet2.xml"]
    book = opened(p.zipped(made))
    assert [s.count for s in book.sheets] == [1, 0]
    assert codes(book) == ["sheet-missing"]


def test_a_threaded_conversation_replaces_the_old_note() -> None:
    made = p.parts(p.sheet(p.row(2, p.number("B2", 1))))
    made["xl/worksheets/_rels/sheet1.xml.rels"] = p.relations(
        ("comments", "../comments1.xml"), ("threadedComment", "../threaded.xml")
    )
    made["xl/comments1.xml"] = (
        f'<comments xmlns="{p.MAIN}"><commentList><comment ref="B2"><text><r><t>[old]</t></r></text></comment></commentList></comments>'
    )
    made["xl/threaded.xml"] = (
        '<ThreadedComments xmlns="t"><threadedComment ref="B2"><text>who?</text></threadedComment><threadedComment ref="B2"><text>me</text></threadedComment></ThreadedComments>'
    )
    assert opened(p.zipped(made)).sheets[0].comments == {(2, 2): "who?\nme"}


def test_a_text_beyond_excels_length_is_cut_and_said() -> None:
    book = opened(p.xlsx(p.sheet(p.row(1, p.text("A1", "x" * 40_000)))))
    assert len(str(book.sheets[0].rows[1][1])) == 32_767
    assert codes(book) == ["text-cut"]


def test_format_codes_of_absurd_length_are_ignored() -> None:
    data = p.xlsx(p.sheet(p.row(1, p.number("A1", 1, ' s="1"'))), styles_part=p.styles("[" * 5_000))
    book = opened(data)
    assert book.sheets[0].rows == {1: {1: 1.0}}
    assert codes(book) == ["format-too-long"]


VALUE = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(str.strip),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2200, 1, 1)).map(lambda d: d.replace(microsecond=0)),
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), VALUE, min_size=1, max_size=40))
def test_what_openpyxl_writes_comes_back(cells: dict[tuple[int, int], Any]) -> None:
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        cell = book.active.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    found = raw(out.getvalue())
    assert found.keys() == cells.keys()
    for at, value in cells.items():
        if isinstance(value, dt.datetime):
            _, text = found[at]
            assert dt.datetime.fromisoformat(text) == value
        elif isinstance(value, (bool, float)):
            assert found[at] == pytest.approx(value)
        else:
            assert found[at] == str(value).replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.integers(1, 8), st.sampled_from(["n", "s", "b", "str", "f", "blank"])),
        max_size=60,
    )
)
def test_the_fast_way_and_the_ordinary_way_agree(cells: list[tuple[int, int, str]]) -> None:
    kinds = {
        "n": '<c r="{r}" s="1"><v>45000.25</v></c>',
        "s": '<c r="{r}" t="s"><v>0</v></c>',
        "b": '<c r="{r}" t="b"><v>1</v></c>',
        "str": '<c r="{r}" t="str"><f>A1&amp;"x"</f><v>a&lt;b</v></c>',
        "f": '<c r="{r}"><f t="shared" si="0">B2+1</f></c>',
        "blank": '<c r="{r}" s="1"/>',
    }
    rows = "".join(p.row(r, kinds[kind].format(r=f"{chr(64 + c)}{r}")) for r, c, kind in cells)
    options = {"strings": ("one",), "styles_part": p.styles("dd/mm/yyyy")}
    fast, slow = (read(p.xlsx(p.sheet(rows, before=before), **options)) for before in ("", "<!---->"))
    assert fast.sheets[0].dump() == slow.sheets[0].dump()
    assert fast.notes.all() == slow.notes.all()


def test_a_large_sheet_in_many_chunks_is_whole() -> None:
    rows = "".join(p.row(r, p.number(f"A{r}", r), f'<c r="B{r}" t="s"><v>0</v></c>') for r in range(1, 12_001))
    found = read(p.xlsx(p.sheet(rows), strings=("text",))).sheets[0]
    assert len(found.rows) == 12_000
    assert found.rows[12_000] == {1: 12_000.0, 2: "text"}


def test_refusals_name_what_it_is(tmp_path: Path) -> None:
    del tmp_path
    with pytest.raises(RefusedFile, match="0 bytes"):
        opened(b"")
