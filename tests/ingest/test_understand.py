"""Bytes and cells → Reading: what is loaded, what is left aside and why, what is asked, what is said of bad values."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from okr_analytics.diagnostics import Severity
from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.mapping import Mapping, Mend, TableMapping
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read, read_workbook

DAY = dt.date(2025, 3, 31)
Rows = list[list[Value | None]]
OKRS: Rows = [
    ["Objective", "Key Result", "Owner", "Target", "Formula"],
    ["Grow", "Double the revenue", "Ana", 2.0, "=A1"],
    [None, "Win cities", "Bo", "soonish", "=A2"],
]


def _read(rows: Rows, name: str = "OKRs", **more: Any) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name=name)), as_of=DAY, **more)


def test_a_bad_value_is_said_with_its_cell_and_the_record_is_kept() -> None:
    reading = _read(OKRS)
    (bad,) = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    assert str(bad.where) == "OKRs!D3"
    assert '"soonish" is not a number' in bad.message
    assert "The key result is kept without a target." in bad.message
    assert bad.advice
    assert [r.values()["target"] for r in reading.records if r.record_kind == "key_result"] == [2.0, None]


@pytest.mark.parametrize("column", ["Target", "Current"])
def test_four_of_ten_is_four_now_and_ten_in_the_end(column: str) -> None:
    reading = _read([["Key Result", column, "Owner"], ["Win cities", "4/10", "Ana"]])
    (found,) = [r.values() for r in reading.records]
    assert (found["current"], found["target"]) == (4.0, 10.0)


def test_every_cell_is_loaded_or_listed_with_its_reason() -> None:
    reading = _read(OKRS)
    unused = {str(u.range): u.reason for u in reading.unused}
    assert 'no field for "Formula"' in unused["E1:E3"]
    assert "soonish" in unused["D3:D3"]
    assert reading.nonblank == 14
    assert reading.unused_count == 4


def test_lineage_names_the_cell_of_every_field() -> None:
    first, second = [r for r in _read(OKRS).records if r.record_kind == "key_result"]
    assert {n: str(c) for n, c in second.cells.items()} == {
        "title": "OKRs!B3",
        "owner": "OKRs!C3",
        "objective": "OKRs!A2",
    }
    assert str(first.where) == "OKRs!A2"
    assert str(second.where) == "OKRs!B3"


def test_error_cells_are_said_and_not_taken_for_values() -> None:
    reading = _read([["Key Result", "Target"], ["Double the revenue", ErrorValue("#DIV/0!")]])
    assert [d.severity for d in reading.diagnostics] == [Severity.ERROR]
    assert "#DIV/0!" in reading.diagnostics[0].message


def test_a_target_in_the_text_is_found_where_no_column_has_it() -> None:
    reading = _read([["Objective", "Key Result"], ["Grow", "Increase NPS from 12 to 30"], ["Grow", "Be kind"]])
    record = next(r for r in reading.records if r.record_kind == "key_result").values()
    assert (record["baseline"], record["target"]) == (12.0, 30.0)
    assert "target-in-text" in {d.code for d in reading.diagnostics}


def test_a_date_outside_its_cycle_is_a_warning() -> None:
    reading = _read([["Key Result", "Cycle", "Due date", "Target"], ["Double", "2025-Q1", "2025-06-30", 2.0]])
    (said,) = [d for d in reading.diagnostics if d.code == "date-outside-cycle"]
    assert said.severity is Severity.WARNING
    assert str(said.where) == "OKRs!C2"


def test_a_table_that_is_not_ours_is_named_and_left_aside() -> None:
    rows: Rows = [["ID", "Risk", "Probability", "Impact", "Mitigation"], [1.0, "Fire", "Low", "High", "Sprinklers"]]
    reading = _read(rows, "Risk log")
    assert [t.kind for t in reading.tables] == ["other"]
    assert "risk log" in reading.unused[0].reason
    assert reading.unused_count == reading.nonblank == 10
    assert not reading.records


def test_what_is_not_sure_is_asked_and_nothing_of_it_is_loaded() -> None:
    reading = _read([["Name", "Venue", "Year", "Notes"], ["Belrose", "Theatre", 2021.0, "x"]], "Sheet1")
    assert not reading.records
    assert reading.unused_count == reading.nonblank


def test_a_confirmed_mapping_decides_kind_and_columns() -> None:
    rows: Rows = [["Name", "Venue", "Zahl"], ["Belrose", "Theatre", 21.0], ["Casula", "Arts", 7.0]]
    found = _read(rows, "Sheet1").tables[0]
    decided = TableMapping(kind="kpi", columns={0: "kpi.name", 1: "kpi.unit", 2: "kpi.target"})
    mapping = Mapping.from_dict(Mapping({found.fingerprint: decided}).as_dict())
    reading = _read(rows, "Sheet1", mapping=mapping)
    assert [(r.values()["name"], r.values()["unit"], r.values()["target"]) for r in reading.records] == [
        ("Belrose", "Theatre", 21.0),
        ("Casula", "Arts", 7.0),
    ]
    assert reading.tables[0].fingerprint == found.fingerprint
    aside = Mapping({found.fingerprint: TableMapping(kind="other")})
    assert _read(rows, "Sheet1", mapping=aside).unused_count == 9


def test_a_confirmed_header_row_is_used() -> None:
    rows: Rows = [["Goal", "Key Result", "Target"], ["Objective", "Key Result", "Target"], ["Grow", "Double", 2.0]]
    found = _read(rows).tables[0]
    mapping = Mapping({found.fingerprint: TableMapping(header_rows=(2,))})
    reading = _read(rows, mapping=mapping)
    assert reading.tables[0].header_rows == (2,)
    assert reading.counts() == {"objective": 1, "key_result": 1}


def test_mended_cells_are_read_and_a_mend_that_no_longer_fits_is_said() -> None:
    good = Mend("OKRs", "D3", "soonish", 10.0)
    stale = Mend("OKRs", "D2", "99", 10.0)
    reading = _read(OKRS, mends=(good, stale))
    assert [r.values()["target"] for r in reading.records if r.record_kind == "key_result"] == [2.0, 10.0]
    assert [d.code for d in reading.diagnostics if d.severity is not Severity.INFO] == ["mend-not-applied"]


def test_totals_notes_and_repeated_headers_are_left_out_with_the_reason() -> None:
    rows: Rows = [
        ["Person", "Project", "Hours"],
        ["Ana", "Portal", 5.0],
        ["Person", "Project", "Hours"],
        ["Bo", "Portal", 6.0],
        ["Total", None, 11.0],
        [],
        ["Source: time sheets", None, None],
    ]
    reading = _read(rows, "Timesheet")
    assert reading.counts() == {"effort": 2}
    reasons = {u.reason for u in reading.unused}
    assert {"the header repeated", "a total row"} <= reasons
    assert any("note" in r for r in reasons)


def test_sheets_named_after_units_tell_the_unit() -> None:
    rows: Rows = [["Objective", "Key Result", "Target"], ["Grow", "Double", 2.0]]
    sheets = [sheet_of(rows, name=name) for name in ("Legal", "Marketing")]
    reading = read_workbook(workbook_of(*sheets), as_of=DAY)
    assert [r.values()["unit"] for r in reading.records if r.record_kind == "key_result"] == ["Legal", "Marketing"]


def test_a_repeated_code_is_not_used_as_a_reference() -> None:
    rows: Rows = [
        ["Objective", "Key Result", "2025-01", "2025-02"],
        ["Grow", "KR1: Double", 1.0, 2.0],
        ["Delight", "KR1: NPS", 3.0, 4.0],
    ]
    checks = [r.values()["key_result"] for r in _read(rows).records if r.record_kind == "check_in"]
    assert checks == ["Double", "Double", "NPS", "NPS"]


def test_a_file_that_cannot_be_used_becomes_a_refused_reading() -> None:
    reading = read("empty.csv", b"")
    assert reading.refused
    assert reading.nonblank == 0


def test_a_file_without_a_table_says_so() -> None:
    assert [d.code for d in _read([["hello"]]).diagnostics] == ["no-table"]


@pytest.mark.corpus
def test_cells_add_up_over_every_real_sheet(corpus: Path) -> None:
    for path in sorted((corpus / "sheets").glob("*/*")):
        reading = read(str(path), path.read_bytes(), as_of=DAY)
        if reading.refused:
            continue
        assert 0 <= reading.unused_count <= reading.nonblank, path.name
        assert all(u.reason and u.cells > 0 for u in reading.unused), path.name
        loaded = {str(c) for r in reading.records for c in r.cells.values()}
        listed = [u for u in reading.unused for _ in range(u.cells)]
        assert len(listed) + len(loaded) <= reading.nonblank, path.name


SERIES: Rows = [
    ["Database", "Target", "Jan 2025", "Feb 2025", "Mar 2025"],
    ["Orders (main)", "< 70%", 0.45, 0.46, 0.48],
    ["Sessions (cache)", "< 60%", 0.32, 0.33, 0.34],
]


def test_names_with_a_target_and_months_are_kpis_though_no_header_says_so() -> None:
    reading = _read(SERIES, name="Database")
    assert reading.counts() == {"kpi": 2, "kpi_reading": 6}
    assert [r.values()["name"] for r in reading.records if r.record_kind == "kpi"] == [
        "Orders (main)",
        "Sessions (cache)",
    ]
    assert [r.values()["value"] for r in reading.records if r.record_kind == "kpi_reading"][:3] == [0.45, 0.46, 0.48]


@pytest.mark.parametrize(
    "rows",
    [
        [[row[0], *row[2:]] for row in SERIES],
        [row[:4] for row in SERIES],
        [[*row, hours] for row, hours in zip(SERIES, ("Hours spent", 12.0, 8.0), strict=True)],
    ],
    ids=["no target", "two months", "effort"],
)
def test_less_than_that_is_no_series_of_kpis(rows: Rows) -> None:
    assert "kpi" not in _read(rows, name="Database").counts()
