"""Text tables: encoding, delimiter, quotation marks, wrapped and broken lines, found without being told."""

import csv
import io
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.confined import read
from okr_analytics.ingest.formats.encoding import decoded
from okr_analytics.ingest.formats.text_rows import MAX_LINES_OF_A_CELL, parse
from okr_analytics.ingest.workbook import open_workbook

PLAN = [["Objective", "Owner", "Due"], ["Grow, fast", "Ana", "2026-03-31"], ["Keep it", "João", "2026-06-30"]]


def rows(text: str) -> list[list[str]]:
    return [row for row in parse(text).rows if any(row)]


def written(table: list[list[str]], **how: Any) -> str:
    out = io.StringIO()
    csv.writer(out, **how).writerows(table)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "¦"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_delimiter_quoting_and_line_ends(delimiter: str, quoting: int, end: str) -> None:
    assert rows(written(PLAN, delimiter=delimiter, quoting=quoting, lineterminator=end)) == PLAN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sep=;\na;b\n1;2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\n3,4\r5,6\r\n", [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]),
        ("Nome;Meta\nReceita;1,5\nCusto;2,25\n", [["Nome", "Meta"], ["Receita", "1,5"], ["Custo", "2,25"]]),
        ("KR;Wert\nUmsatz;1.234,50\nKosten;99,00\n", [["KR", "Wert"], ["Umsatz", "1.234,50"], ["Kosten", "99,00"]]),
        ('a, b, c\n1, "x, y", 3\n2, "z", 4\n', [["a", "b", "c"], ["1", "x, y", "3"], ["2", "z", "4"]]),
        ("a,'b'\n'x, y','2'\n'z','3'\n", [["a", "b"], ["x, y", "2"], ["z", "3"]]),
        ('a,b\n"say \\"hi\\" now",1\n"\\"x\\" y",2\n', [["a", "b"], ['say "hi" now', "1"], ['"x" y', "2"]]),
        ('a,b\n"two\nlines",1\n', [["a", "b"], ["two\nlines", "1"]]),
        ("KR\nGrow revenue, fast\nKeep it\n", [["KR"], ["Grow revenue, fast"], ["Keep it"]]),
        ("a,b\n1\n2,3,4\n5,6\n7,8\n", [["a", "b"], ["1"], ["2", "3", "4"], ["5", "6"], ["7", "8"]]),
        ("time,value\n10:00,5\n11:30,6\n", [["time", "value"], ["10:00", "5"], ["11:30", "6"]]),
    ],
)
def test_the_rows_are_what_a_person_sees(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


def test_lines_that_were_encoded_twice_are_opened() -> None:
    once = written(PLAN, lineterminator="\n").splitlines()
    assert rows(written([[line] for line in once], quoting=csv.QUOTE_ALL)) == PLAN


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"2,Ana,"Long, text",x', ['"2', "Ana", "Long, text", "x"]),
        ('1,""Ana","Long, text",x', ["1", '"Ana', "Long, text", "x"]),
        ('1,"Ana "the boss"","Long",x', ["1", 'Ana "the boss"', "Long", "x"]),
        ('1,Ana,"Table, 48"","y"', ["1", "Ana", 'Table, 48"', "y"]),
        ('1,Ana,"Long, text","', ["1", "Ana", "Long, text", '"']),
    ],
)
def test_a_stray_quotation_mark_costs_nothing_beyond_its_cell(line: str, expected: list[str]) -> None:
    before, after = '0,Eva,"First, of all",z\n', '3,Bo,"Last, of all",w\n'
    table = parse("id,who,what,end\n" + before * 3 + line + "\n" + after * 3)
    assert table.rows[4] == expected
    assert table.rows[3] == ["0", "Eva", "First, of all", "z"]
    assert table.rows[5] == ["3", "Bo", "Last, of all", "w"]
    assert table.mended == [5]


def test_a_quotation_mark_that_is_never_closed_is_said_and_costs_one_row() -> None:
    data = b'a,b\n"x,1\n' + b"y,2\n" * (3 * MAX_LINES_OF_A_CELL)
    book = open_workbook("x.csv", data)
    assert book.count == 2 * (3 * MAX_LINES_OF_A_CELL + 2)
    assert book.sheets[0].rows[2] == {1: '"x', 2: "1"}
    assert [(d.code, str(d.where)) for d in book.diagnostics] == [("quotes-mended", "x!A2")]


def test_a_wall_of_quotation_marks_takes_no_time() -> None:
    begin = time.process_time()
    assert len(parse("a,b\n" + '"a' * 3_000 + "\n1,2\n").rows) == 3
    assert len(parse("a,b\n" + '",' * 4_000 + '"x\n1,2\n').rows) >= 2
    assert len(parse("a,b,c\n" + ('"x,"y,"z,"' * 9 + "\n") * 2_000).rows) >= 2
    assert time.process_time() - begin < 10


def test_title_lines_stay_where_they_are_and_the_table_is_found_below() -> None:
    table = parse("Report;;;\nGenerated 2026-01-01;;;\n\nKR;Owner;Value;\nx;y;1,5;\nTotal;;1,5;\n")
    assert table.rows[0][0] == "Report"
    assert table.rows[table.start][:3] == ["KR", "Owner", "Value"]


TEXTS = {
    "utf-8": "Ação;é\nx;1\n",
    "utf-8-sig": "Ação;é\nx;1\n",
    "utf-16": "Ação;é\nx;1\n",
    "utf-16-le": "Owner;Name\nAção;é\n",
    "utf-16-be": "Owner;Name\nAção;é\n",
    "cp1252": "Objetivo;Responsável\nAumentar a satisfação – já;João\nConclusão;“sim”\n",
    "cp1250": "Cel;Właściciel\nZwiększyć sprzedaż;Łukasz Żółć\n",
    "cp1251": "Цель;Владелец\nРост продаж;Иван Петров\n",
    "gb18030": "目标,关键结果,负责人\n提高客户满意度,完成率,张三\n",
    "big5": "目標,關鍵結果,負責人\n提高客戶滿意度,完成率,張三\n",
    "shift_jis": "目標,担当\nカイゼンをすすめる,たなか\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_encodings(encoding: str) -> None:
    assert decoded(TEXTS[encoding].encode(encoding))[0] == TEXTS[encoding]


def test_a_guessed_encoding_and_broken_characters_are_said() -> None:
    guessed = open_workbook("x.csv", TEXTS["cp1252"].encode("cp1252"))
    assert [d.code for d in guessed.diagnostics] == ["encoding-guessed"]
    assert "Windows-1252" in guessed.diagnostics[0].message
    broken = open_workbook("x.csv", "Ação é já,b\n".encode() + b"\xff,1\n")
    assert broken.sheets[0].rows[2][1] == "�"
    assert [d.code for d in broken.diagnostics] == ["characters-replaced"]


def test_a_text_table_is_one_sheet_of_text_called_after_the_file() -> None:
    book = open_workbook("C:\\files\\Plan Q3.csv", b"\xef\xbb\xbfKR,Target\nA,007\n\n ,20 %\n")
    assert (book.format, book.sheets[0].name) == ("csv", "Plan Q3")
    assert book.sheets[0].rows == {1: {1: "KR", 2: "Target"}, 2: {1: "A", 2: "007"}, 4: {1: " ", 2: "20 %"}}
    assert str(book.sheets[0].ref(2, 2)) == "Plan Q3!B2"


@pytest.mark.parametrize(
    "name", ["*.csv", "$(id).csv", "-rf.csv", "..csv", "a\nb.csv", "\u202egnp.csv", "../../x.csv", ""]
)
def test_a_hostile_file_name_is_only_shown(name: str) -> None:
    assert open_workbook(name, b"a,b\n1,2\n").count == 4


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"a,b\n" + b'"' + b"x" * (9 << 20) + b'",1\n', "million characters"),
        (b",".join(b"c%d" % n for n in range(20_000)) + b"\n", "columns"),
        (b"a,b\n" + b"," * 1_000_000 + b"\n", "columns"),
    ],
)
def test_limits(data: bytes, word: str) -> None:
    with pytest.raises(RefusedFile, match=word):
        read(data)


CELL = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=12)


@pytest.mark.parametrize("cell", ['\\"', '\\\\"', '\\"0', 'a\\"b', "\\", '"\\', '\\""', "C:\\"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_backslash_stands_for_itself_where_marks_are_doubled(cell: str, delimiter: str) -> None:
    table = [["KR", "Note"], ["Grow", cell], ["Keep", "said"]]
    assert rows(written(table, delimiter=delimiter, quoting=csv.QUOTE_ALL)) == table


@settings(max_examples=80, deadline=None)
@given(
    st.integers(2, 6).flatmap(lambda w: st.lists(st.lists(CELL, min_size=w, max_size=w), min_size=3, max_size=12)),
    st.sampled_from(",;\t|"),
)
def test_no_cell_is_lost_or_added_when_every_cell_is_quoted(table: list[list[str]], delimiter: str) -> None:
    table = [["h" + str(n) for n in range(len(table[0]))], *table]
    text = written(table, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    assert parse(text).rows == table


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_ends_in_rows(text: str) -> None:
    assert isinstance(parse(text).rows, list)
