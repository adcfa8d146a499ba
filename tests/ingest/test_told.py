"""What a person told about a layout: kept shape, counted rows, blocks taken, layouts known again though changed."""

from typing import Any

import pytest

from okr_analytics.ingest.cells import Sheet, Value, Workbook
from okr_analytics.ingest.mapping import Mapping, TableMapping, one_of
from okr_analytics.ingest.reading import Reading, TableReading
from okr_analytics.ingest.told import likeness
from okr_analytics.ingest.understand import read_workbook

Rows = list[list[Value | None]]


def _read(rows: Rows, sheet: str = "OKRs", mapping: Mapping | None = None) -> Reading:
    cells = {r: {c: v for c, v in enumerate(row, 1) if v is not None} for r, row in enumerate(rows, 1)}
    made = Sheet(sheet, {row: values for row, values in cells.items() if values})
    return read_workbook(Workbook("okrs.xlsx", "xlsx", "0" * 64, (made,)), mapping=mapping)


def _told(table: TableReading, **what: Any) -> Mapping:
    told = TableMapping(found=table.found, headers=table.signature, **what)
    return Mapping.from_dict(Mapping({table.fingerprint: told}).as_dict())


PLAN: Rows = [
    ["Objective", "Key result", "Team", "Remarks", "Target", "Current"],
    ["Grow", "Visits from 10 to 20", "North", "late", 20.0, 12.0],
    ["Grow", "Loans from 5 to 9", "South", "fine", 9.0, 6.0],
    ["Serve", "Waiting from 30 to 10 days", "North", "hard", 10.0, 22.0],
]


def test_a_layout_is_known_again_with_columns_moved_and_added_and_other_rows() -> None:
    (table,) = _read(PLAN).tables
    told = _told(table, columns={3: "key_result.owner"})
    moved: Rows = [
        ["Remarks", "Team", "Objective", "Key result", "Priority", "Target", "Current"],
        ["Ana", "East", "Learn", "Courses from 1 to 4", "high", 4.0, 2.0],
        ["Ben", "West", "Learn", "Readers from 7 to 8", "low", 8.0, 7.0],
    ]
    reading = _read(moved, "October", told)
    assert [r.values()["owner"] for r in reading.records if r.record_kind == "key_result"] == ["Ana", "Ben"]
    assert reading.tables[0].remembered == table.fingerprint
    other: Rows = [["Project", "Budget", "Remarks", "Start"], ["Roof", 10.0, "Cleo", "2025-01-01"]]
    assert not _read(other, mapping=told).tables[0].remembered


def test_months_across_are_the_same_layout_next_month() -> None:
    assert likeness(("kpi", "unit", "⟨time⟩"), ("kpi", "unit", "⟨time⟩", "⟨time⟩", "⟨time⟩")) == 1.0
    head: Rows = [["Indicator", "Unit", "Note", "Jan 2025", "Feb 2025"], ["Visits", "North", "Ana", 5.0, 6.0]]
    (table,) = _read(head).tables
    later: Rows = [
        ["Indicator", "Unit", "Note", "Jan 2025", "Feb 2025", "Mar 2025"],
        ["Visits", "North", "Ana", 5.0, 6.0, 7.0],
        ["Loans", "South", "Ben", 1.0, 2.0, 3.0],
    ]
    reading = _read(later, mapping=_told(table, columns={2: "kpi.owner"}))
    assert [r.values()["owner"] for r in reading.records if r.record_kind == "kpi"] == ["Ana", "Ben"]
    assert reading.counts()["kpi_reading"] == 6


def test_a_corrected_column_keeps_the_shape_that_was_seen() -> None:
    grid: Rows = [
        ["Week", "KR1 Visits", "KR2 Loans", "KR3 Courses"],
        ["2025-01-06", 5.0, 1.0, 2.0],
        ["2025-01-13", 6.0, 2.0, 3.0],
        ["2025-01-20", 7.0, 3.0, 4.0],
    ]
    (table,) = _read(grid, "Check-ins").tables
    assert _read(grid, "Check-ins").counts() == {"check_in": 9}
    assert _read(grid, "Check-ins", _told(table, columns={3: None})).counts() == {"check_in": 6}


def test_a_field_given_to_two_columns_is_the_last_ones() -> None:
    grid: Rows = [["KPI", "So far", "A year ago", "Owner"], ["Visits", 5.0, 1.0, "Ana"], ["Loans", 6.0, None, "Ben"]]
    (table,) = _read(grid).tables
    reading = _read(grid, mapping=_told(table, kind="kpi", columns={1: "kpi_reading.value", 2: "kpi_reading.value"}))
    assert [(c.field, c.how) for c in reading.tables[0].columns[1:3]] == [
        (None, "a person gave kpi_reading.value to another column"),
        ("kpi_reading.value", "confirmed by a person"),
    ]
    assert [r.values()["value"] for r in reading.records if r.record_kind == "kpi_reading"] == [1.0]
    assert any(item.reason.startswith("a person gave") for item in reading.unused), reading.unused


def test_the_last_row_is_counted_from_the_end_of_the_table() -> None:
    rows: Rows = [*PLAN, ["Old", "Letters from 3 to 1", "North", "gone", 1.0, 3.0]]
    (table,) = _read(rows).tables
    told = _told(table, last_row=4)
    reading = _read(rows, mapping=told)
    assert reading.counts()["key_result"] == 3
    assert any("last of the table" in item.reason for item in reading.unused)
    assert _read([*rows[:2], *rows[1:]], mapping=told).counts()["key_result"] >= 3


def test_a_table_may_take_what_follows_it() -> None:
    rows: Rows = [
        *PLAN,
        [],
        ["Project", "Budget", "Due date", "Sponsor"],
        ["Serve", "Calls from 9 to 2", "East", "-", 2.0, 5.0],
    ]
    whole = _read(rows)
    table = whole.tables[0]
    reading = _read(rows, mapping=_told(table, last_row=7, columns={5: "key_result.current"}))
    assert max(r.where.row for r in reading.records) == 7
    assert len(whole.tables) + len(whole.loose) > len(reading.tables) + len(reading.loose) == 1


def test_a_block_without_a_header_can_be_taken() -> None:
    rows: Rows = [["Alpha", "Beta", "Gamma"], ["Visits", "North", 5.0], ["Loans", "South", 6.0], ["Calls", "East", 7.0]]
    reading = _read(rows, "Sheet1")
    known = reading.loose or reading.tables
    told = _told(known[0], kind="kpi", header_rows=(1,), columns={0: "kpi.name", 1: "kpi.unit", 2: "kpi.target"})
    taken = _read(rows, "Sheet1", told)
    assert [r.values()["name"] for r in taken.records if r.record_kind == "kpi"] == ["Visits", "Loans", "Calls"]
    assert not taken.loose


def test_one_of_two_tables_of_a_layout_can_be_left_aside() -> None:
    rows: Rows = [*PLAN, [], ["Last year"], *PLAN]
    first, second = _read(rows).tables
    assert first.fingerprint == second.fingerprint
    aside = Mapping({one_of(second.fingerprint, second.place): TableMapping(kind="other")})
    reading = _read(rows, mapping=aside)
    assert [table.kind for table in reading.tables] == ["key_result", "other"]


@pytest.mark.parametrize("share", [("a", "b"), ()])
def test_few_headers_in_common_are_no_layout(share: tuple[str, ...]) -> None:
    assert likeness(share, share) == 0.0


def test_two_tables_taken_for_one_are_cut_apart_and_stay_so_next_month() -> None:
    rows: Rows = [
        ["Project", "Start", "Budget", "Sponsor", "Unit", "Month", "Planned hours", "Actual hours"],
        ["Pier", "2026-01-01", 10.0, "Rui", "Works", "2026-09", 100.0, 80.0],
        ["Crane", "2026-02-01", 20.0, "Eva", "Yard", "2026-09", 50.0, 60.0],
        ["Lights", "2026-03-01", 30.0, "Tom", "Office", "2026-09", 20.0, 20.0],
    ]
    (table,) = _read(rows).tables
    told = _told(table, starts=(4,))
    reading = _read(rows, mapping=told)
    assert [one.kind for one in reading.tables] == ["project", "effort"]
    assert reading.counts() == {"project": 3, "effort": 3}
    assert {one.cut_from for one in reading.tables} == {table.fingerprint}
    remarks = ("Remark", "a", "b", "c")
    later = [[row[0], extra, *row[1:]] for row, extra in zip(rows, remarks, strict=True)]
    assert _read(later, mapping=told).counts() == {"project": 3, "effort": 3}
