"""The annotated copy: marks where they belong, everything else as it was, and what is lacking said."""

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from okr_analytics.diagnostics import CellRef, Severity
from okr_analytics.packs.annotated import Annotated, annotate
from okr_analytics.packs.annotation import looks
from okr_analytics.packs.annotation.notes import RULE
from okr_analytics.packs.annotation.remade import PlainSheet
from okr_analytics.packs.annotation.remarks import ColumnLine, Remark, TableLine, Understood, UnusedLine
from okr_analytics.packs.annotation.summary import NAME

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def _no_cells() -> tuple[PlainSheet, ...]:
    raise AssertionError("the file's own parts should have been kept")


def _book(fill: Callable[[Worksheet], None], name: str = "OKRs") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _remark(address: str, severity: Severity = ERROR, message: str = "Not a number.", sheet: str = "OKRs") -> Remark:
    return Remark("bad-value", severity, message, "Enter 20 %.", CellRef.parse(f"{sheet}!{address}"))


def _copy(data: bytes, *remarks: Remark, file: str = "plan.xlsx") -> Annotated:
    return annotate(data, Understood(file, remarks), _no_cells)


def _open(copy: Annotated, **how: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(copy.data), **how)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts, out = _parts(data), io.BytesIO()
    change(parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def _plan(sheet: Worksheet) -> None:
    sheet.append(["Key result", "Target"])
    sheet.append(["Raise satisfaction", "soon"])
    sheet["A4"] = "=1+1"


def test_a_cell_gets_comment_and_colour_and_keeps_its_value() -> None:
    copy = _copy(_book(_plan), _remark("B2"))
    cell = _open(copy)["OKRs"]["B2"]
    assert cell.value == "soon"
    assert cell.comment is not None
    assert cell.comment.text == "Error\nNot a number.\n→ Enter 20 %."
    assert cell.fill.fgColor.rgb == looks.FILLS["error"]
    assert copy.file == "plan (annotated).xlsx"


def test_several_remarks_at_a_cell_are_joined_gravest_first() -> None:
    copy = _copy(
        _book(_plan), _remark("B2", INFO, "Third."), _remark("B2", ERROR, "First."), _remark("B2", WARNING, "Second.")
    )
    cell = _open(copy)["OKRs"]["B2"]
    assert cell.comment is not None
    said = cell.comment.text
    assert said.index("Error\nFirst.") < said.index("Check\nSecond.") < said.index("Note\nThird.")
    assert cell.fill.fgColor.rgb == looks.FILLS["error"]


def test_blank_cells_in_old_and_new_rows_are_made_in_their_place() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["D1"], sheet["A3"], sheet["A9"] = 1, 2, 3, 4

    copy = _copy(_book(fill), *(_remark(a) for a in ("B1", "E1", "A2", "C3", "B7", "A12")))
    sheet = _open(copy)["OKRs"]
    assert isinstance(sheet, Worksheet)
    assert [sheet[a].value for a in ("A1", "D1", "A3", "A9")] == [1, 2, 3, 4]
    for address in ("B1", "E1", "A2", "C3", "B7", "A12"):
        assert sheet[address].comment is not None, address
        assert sheet[address].fill.fgColor.rgb == looks.FILLS["error"], address
    rows = [
        int(part.split(b'"', 1)[0]) for part in _parts(copy.data)["xl/worksheets/sheet1.xml"].split(b'<row r="')[1:]
    ]
    assert rows == sorted(rows) == [1, 2, 3, 7, 9, 12]


@settings(deadline=None, max_examples=40)
@given(
    cells=st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 12)), st.integers(0, 9), max_size=25),
    marks=st.sets(st.tuples(st.integers(1, 14), st.integers(1, 14)), min_size=1, max_size=12),
)
def test_any_marks_on_any_cells(cells: dict[tuple[int, int], int], marks: set[tuple[int, int]]) -> None:
    def fill(sheet: Worksheet) -> None:
        for (row, column), value in cells.items():
            sheet.cell(row, column, value)

    sheet = _open(_copy(_book(fill), *(_remark(CellRef("", *at).address) for at in marks)))["OKRs"]
    assert isinstance(sheet, Worksheet)
    got = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value is not None}
    assert got == cells
    assert {(c.row, c.column) for row in sheet.iter_rows() for c in row if c.comment} == marks


def test_a_comment_of_the_person_is_kept_and_ours_stands_below() -> None:
    def fill(sheet: Worksheet) -> None:
        _plan(sheet)
        sheet["B2"].comment = Comment("Ask Maria.", "Ana")
        sheet["A1"].comment = Comment("Mine alone.", "Ana")

    once = _copy(_book(fill), _remark("B2"), _remark("A2"))
    sheet = _open(once)["OKRs"]
    assert sheet["B2"].comment.text == f"Ask Maria.\n\n{RULE}\nError\nNot a number.\n→ Enter 20 %."
    assert sheet["A1"].comment.text == "Mine alone."
    assert sheet["A2"].comment.text.startswith("Error")
    assert sheet["A2"].comment.author == "OKR Analytics"


def test_a_copy_annotated_again_says_only_what_is_true_now() -> None:
    def fill(sheet: Worksheet) -> None:
        _plan(sheet)
        sheet["B2"].comment = Comment("Ask Maria.", "Ana")

    once = _copy(_book(fill), _remark("B2"), _remark("A2"), _remark("A1"))
    twice = _copy(once.data, _remark("A2", WARNING, "Still."))
    book = _open(twice)
    assert book.sheetnames == ["OKRs", NAME]
    sheet = book["OKRs"]
    assert sheet["B2"].comment.text == "Ask Maria."
    assert sheet["A1"].comment is None
    assert sheet["A2"].comment.text == "Check\nStill.\n→ Enter 20 %."
    assert sheet["A2"].fill.fgColor.rgb == looks.FILLS["warning"]
    assert sheet["A1"].fill.fill_type is None
    assert len(re.findall(rb"<(?:\w+:)?shape ", _parts(twice.data)[_vml(twice)])) == 2


def _vml(copy: Annotated) -> str:
    return next(name for name in _parts(copy.data) if name.endswith(".vml"))


def test_a_mark_inside_a_merged_range_stands_at_its_first_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "Growth"
        sheet.merge_cells("B2:C4")

    sheet = _open(_copy(_book(fill), _remark("C4")))["OKRs"]
    assert sheet["B2"].comment is not None
    assert sheet["B2"].value == "Growth"


def test_formulas_keep_themselves_and_their_values() -> None:
    data = _changed(
        _book(_plan),
        lambda parts: parts.update(
            {
                "xl/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"]
                .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
                .replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>")
            }
        ),
    )
    copy = _copy(data, _remark("A4"))
    assert _open(copy)["OKRs"]["A4"].value == "=1+1"
    assert _open(copy, data_only=True)["OKRs"]["A4"].value == 2


def test_white_letters_on_a_dark_fill_stay_legible_and_the_covered_fill_is_said() -> None:
    def fill(sheet: Worksheet) -> None:
        _plan(sheet)
        sheet["A1"].fill, sheet["A1"].font = PatternFill("solid", fgColor="FF102030"), Font(color="FFFFFFFF", bold=True)
        sheet["A2"].font = Font(color="FFB00020", italic=True)

    copy = _copy(_book(fill), _remark("A1"), _remark("A2", INFO))
    sheet = _open(copy)["OKRs"]
    assert (sheet["A1"].font.color.rgb, sheet["A1"].font.bold) == (looks.INK, True)
    assert (sheet["A2"].font.color.rgb, sheet["A2"].font.italic) == ("FFB00020", True)
    assert copy.missing == ("1 marked cell had a fill of its own, which the mark's colour covers.",)


def test_parts_without_a_mark_stay_byte_for_byte() -> None:
    data = _changed(
        _book(_plan), lambda parts: parts.update({"xl/slicers/slicer1.xml": b"<slicers><slicer a='1'/></slicers>"})
    )
    before, after = _parts(data), _parts(_copy(data, _remark("B2")).data)
    touched = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    same = set(before) - touched - {"xl/worksheets/sheet1.xml"}
    assert "xl/slicers/slicer1.xml" in same
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_macros_are_never_carried_on_and_that_is_said() -> None:
    def macros(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0macro"
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ).replace(
            b"</Types>",
            b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        )
        relations = "xl/_rels/workbook.xml.rels"
        parts[relations] = parts[relations].replace(
            b"</Relationships>",
            b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
        )

    copy = _copy(_changed(_book(_plan), macros), _remark("B2"), file="plan.xlsm")
    parts = _parts(copy.data)
    assert copy.file == "plan (annotated).xlsx"
    assert "xl/vbaProject.bin" not in parts
    assert b"vbaProject" not in parts["[Content_Types].xml"] + parts["xl/_rels/workbook.xml.rels"]
    assert b"macroEnabled" not in parts["[Content_Types].xml"]
    assert copy.missing == ("The macros are not in it: macros are never carried on.",)


HOSTILE = '=HYPERLINK("http://evil")\x00\x07 <b>&amp;</b> _x000D_ \ud800 \' " ]]>'


def test_hostile_text_stays_text_in_comments_and_summary() -> None:
    name = "It's <b>&"
    remark = Remark("x", ERROR, HOSTILE, HOSTILE, CellRef(name, 2, 2))
    understood = Understood(
        HOSTILE,
        (remark, Remark("y", INFO, "=1+1")),
        (
            TableLine(
                CellRef(name, 1, 1), "A1:B2", HOSTILE, "", 0.5, HOSTILE, (ColumnLine("A", HOSTILE, "", 0.0, HOSTILE),)
            ),
        ),
        (UnusedLine(CellRef(name, 4, 1), "A4", 1, HOSTILE),),
    )
    copy = annotate(_book(_plan, name), understood, _no_cells)
    book = _open(copy)
    summary = book[NAME]
    assert all(cell.data_type in ("s", "n") for row in summary.iter_rows() for cell in row)
    texts = [cell.value for row in summary.iter_rows() for cell in row if cell.value]
    assert any(
        text.startswith('=HYPERLINK("http://evil")') and "_x000D_" in text for text in texts if isinstance(text, str)
    )
    assert book[name]["B2"].comment is not None
    assert "_x000D_" in book[name]["B2"].comment.text
    links = [cell.hyperlink for row in summary.iter_rows() for cell in row if cell.hyperlink]
    assert [link.location for link in links] == ["'It''s <b>&'!B2", "'It''s <b>&'!A1", "'It''s <b>&'!A4"]
    assert all(link.target is None and link.id is None for link in links)


def test_the_summary_lists_everything_and_opens_first() -> None:
    understood = Understood(
        "plan.xlsx",
        (_remark("B2"), Remark("no-table", WARNING, "One sheet is empty.")),
        (
            TableLine(
                CellRef("OKRs", 1, 1),
                "A1:B2",
                "Key result",
                "1 key result",
                0.97,
                "two words",
                (ColumnLine("B", "Target", "Key result: target", 0.9, "“target”"),),
            ),
        ),
        (UnusedLine(CellRef("OKRs", 4, 1), "A4", 1, "a total"),),
        nonblank=5,
        loaded=4,
    )
    book = _open(annotate(_book(_plan), understood, _no_cells))
    assert book.active is book[NAME]
    assert not book["OKRs"].sheet_view.tabSelected
    rows = [[cell.value for cell in row if cell.value] for row in book[NAME].iter_rows()]
    assert ["OKRs", "B2", "Error", "Not a number.", "Enter 20 %.", "bad-value"] in rows
    assert ["the whole file", "Check", "One sheet is empty.", "no-table"] in rows
    assert ["OKRs", "A1:B2", "97%", "Key result: 1 key result", "two words"] in rows
    assert ["column B", "90%", "“Target” → Key result: target", "“target”"] in rows
    assert ["OKRs", "A4", "1", "a total"] in rows
    assert ["4 of 5 filled cells were used; 1 were left aside, each with its reason below."] in rows
    assert ["Everything of your workbook is in this copy."] in rows


def test_a_file_without_parts_is_made_anew_and_that_is_said() -> None:
    name = "A name that is far too long for a sheet of Excel"
    sheet = PlainSheet(
        name, {(1, 1): "=1+1", (2, 2): 0.2}, {(2, 2): "0%"}, errors={(3, 1): "#N/A"}, merges=((5, 1, 5, 2),), valued=1
    )
    understood = Understood("old.xls", (_remark("B2", sheet=name),))
    copy = annotate(b"\xd0\xcf\x11\xe0old", understood, lambda: (sheet,))
    book = _open(copy)
    made = book[book.sheetnames[0]]
    assert (made["A1"].value, made["A1"].data_type) == ("=1+1", "s")
    assert (made["B2"].value, made["B2"].number_format) == (0.2, "0%")
    assert made["B2"].comment is not None
    assert _open(copy, data_only=True)[book.sheetnames[0]]["A3"].value == "#N/A"
    assert (
        str(
            made.merged_cells.ranges[0]
            if isinstance(made.merged_cells.ranges, list)
            else next(iter(made.merged_cells.ranges))
        )
        == "A5:B5"
    )
    assert any("colours" in sentence for sentence in copy.missing)
    assert "Formulas are there as their values only." in copy.missing
    links = [cell.hyperlink.location for row in book[NAME].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{book.sheetnames[0]}'!B2"]


def test_elements_of_a_prefixed_workbook_get_the_prefix() -> None:
    def prefixed(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"].decode()
        sheet = sheet.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?xml", "<?xml")
        parts["xl/worksheets/sheet1.xml"] = sheet.replace("xmlns=", "xmlns:x=").encode()

    copy = _copy(_changed(_book(_plan), prefixed), _remark("B2"), _remark("C7"))
    sheet = _open(copy)["OKRs"]
    assert sheet["B2"].comment is not None
    assert sheet["C7"].fill.fgColor.rgb == looks.FILLS["error"]
    assert b"<x:legacyDrawing" in _parts(copy.data)["xl/worksheets/sheet1.xml"]


def test_the_same_file_gives_the_same_bytes() -> None:
    data = _book(_plan)
    assert _copy(data, _remark("B2")).data == _copy(data, _remark("B2")).data


@pytest.mark.corpus
def test_real_workbooks_keep_every_value() -> None:
    folder = os.environ.get("OKR_CORPUS")
    if not folder:
        pytest.skip("OKR_CORPUS names no folder of real spreadsheets")
    from okr_analytics.ingest.understand import read
    from okr_analytics.ingest.workbook import open_workbook
    from okr_analytics.policy import Policy
    from okr_analytics.ui.annotating import annotated_copy

    tried = 0
    for path in sorted(Path(folder, "sheets").rglob("*.xls[xm]")):
        data = path.read_bytes()
        reading = read(path.name, data)
        if reading.refused:
            continue
        copy = annotated_copy(data, reading, reading.diagnostics, Policy())
        before, after = open_workbook(path.name, data), open_workbook(path.name, copy.data)
        assert [s.name for s in after.sheets] == [*(s.name for s in before.sheets), NAME], path.name
        for old, new in zip(before.sheets, after.sheets, strict=False):
            assert (old.rows, old.formulas, old.formats, old.merges) == (
                new.rows,
                new.formulas,
                new.formats,
                new.merges,
            )
            assert old.hidden == new.hidden
            for place, words in old.comments.items():
                assert new.comments[place].startswith(words)
        openpyxl.load_workbook(io.BytesIO(copy.data))
        tried += 1
    assert tried >= 20
