"""The picture of a sheet: every text escaped, what a column means in its header, corrections and problems by sign too."""

from okr_analytics.ingest.cells import Range, Sheet, Workbook
from okr_analytics.ingest.mapping import Mend
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ui import looks
from okr_analytics.ui.uploading import picture, words

ROWS = {
    1: {1: "Plan <b>2026</b>"},
    3: {1: "Objective", 2: "Key result", 3: "Target", 4: "<img src=x onerror=alert(1)>"},
    4: {1: "Grow", 2: '"><script>alert(1)</script>', 3: "soon", 4: "x" * 32_000},
    5: {1: "Grow", 2: "Visits from 10 to 20", 3: 20.0, 4: "= 1 + 1"},
}
SHEET = Sheet("O<k>Rs", ROWS, merges=(Range(1, 1, 2, 4),))
BOOK = Workbook("okrs.xlsx", "xlsx", "0" * 64, (SHEET,))


def _drawn(*mends: Mend) -> str:
    reading = read_workbook(BOOK, mends=mends)
    known = picture.marks(reading, reading.diagnostics, mends)
    return picture.html(SHEET, known, reading.tables[0])


def test_every_text_of_the_sheet_is_escaped_and_cut() -> None:
    drawn = _drawn()
    assert "<script>" not in drawn
    assert "<img" not in drawn
    assert "&lt;script&gt;" in drawn
    assert len(drawn) < 12_000


def test_marks_say_what_was_understood_without_colour() -> None:
    drawn = _drawn()
    assert "▸ Key result: Target" in drawn
    assert '<td class="okr-wrong"' in drawn
    assert '<td class="okr-unused"' in drawn
    assert 'colspan="4" rowspan="2"' in drawn
    for name, said in picture.LEGEND:
        assert f'<span class="okr-{name}">{said}</span>' in drawn
    sheet = looks.SHEET.read_text(encoding="utf-8")
    assert 'content:"! "' in sheet
    assert 'content:"✎ "' in sheet


def test_a_corrected_cell_shows_the_new_text_and_names_the_old() -> None:
    drawn = _drawn(Mend("O<k>Rs", "C4", "soon", "12"))
    assert '<td class="okr-mended"' in drawn
    assert "the file says: soon" in drawn


def test_a_table_far_down_is_shown_where_it_lies() -> None:
    rows = {row: {1: f"line {row}"} for row in range(1, 300)}
    rows |= {401: ROWS[3], 402: ROWS[4], 403: ROWS[5]}
    sheet = Sheet("Far", rows)
    reading = read_workbook(Workbook("far.xlsx", "xlsx", "1" * 64, (sheet,)))
    table = next(one for one in reading.tables if one.range.top >= 400)
    drawn = picture.html(sheet, picture.marks(reading, reading.diagnostics), table)
    assert "Visits from 10 to 20" in drawn
    assert "of 403" in drawn


def test_evidence_is_told_in_words() -> None:
    assert (
        words.plainly('"X" is key_result.title; runner-up: kpi (1.0)')
        == '"X" is “Key result: Title”; runner-up: KPI (1.0)'
    )
