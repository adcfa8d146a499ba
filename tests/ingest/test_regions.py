"""Where the tables of a sheet lie: titles above, stacked, side by side, headers of several rows, blank rows inside."""

from typing import Any

from okr_analytics.ingest.cells import Range, Value
from okr_analytics.ingest.examples import sheet_of
from okr_analytics.ingest.finding.regions import find_regions
from okr_analytics.ingest.meaning.columns import build_table

Rows = list[list[Value | None]]
HEAD: list[Value | None] = ["Key Result", "Owner", "Target"]


def _found(rows: Rows, **more: Any) -> list[tuple[str, tuple[int, ...], int]]:
    regions = find_regions(sheet_of(rows, **more)).regions
    return [(str(r.range), r.header_rows, len(r.body)) for r in regions]


def test_titles_and_metadata_above_the_header() -> None:
    rows: Rows = [["OKRs 2025"], ["Unit:", "Finance"], [], HEAD, ["Raise", "Ana", 3.0], ["Win", "Bo", 4.0]]
    assert _found(rows) == [("A4:C6", (4,), 2)]


def test_stacked_tables_with_and_without_a_title_between() -> None:
    rows: Rows = [
        HEAD,
        ["Raise", "Ana", 3.0],
        [],
        ["Milestone", "Due date", "Status"],
        ["Launch", "2025-03-01", "Done"],
    ]
    assert _found(rows) == [("A1:C2", (1,), 1), ("A4:C5", (4,), 1)]
    rows = [
        HEAD,
        ["Raise", "Ana", 3.0],
        ["Milestones"],
        ["Milestone", "Due date", "Status"],
        ["Launch", "2025-03-01", "Done"],
    ]
    assert _found(rows) == [("A1:C2", (1,), 1), ("A4:C5", (4,), 1)]


def test_side_by_side_tables_of_other_lengths() -> None:
    rows: Rows = [
        [*HEAD, None, "Person", "Role"],
        ["Raise", "Ana", 3.0, None, "Ana", "Champion"],
        ["Win", "Bo", 4.0],
        ["Halve", "Cy", 5.0],
    ]
    assert _found(rows) == [("A1:C4", (1,), 3), ("E1:F2", (1,), 1)]


def test_a_spacer_column_does_not_part_a_plan_from_its_months() -> None:
    rows: Rows = [
        ["Milestone", "Owner", None, "Jan", "Feb"],
        ["Draft", "Ana", None, "x", None],
        ["Go", "Bo", None, None, "x"],
    ]
    assert _found(rows) == [("A1:E3", (1,), 2)]


def test_blank_rows_inside_a_table_do_not_end_it() -> None:
    rows: Rows = [HEAD, ["Raise", "Ana", 3.0], [], ["Win", "Bo", 4.0], [], [], ["Halve", "Cy", 5.0]]
    assert _found(rows) == [("A1:C7", (1,), 3)]


def test_headers_of_two_rows_with_merged_groups() -> None:
    rows: Rows = [
        ["Indicator", "Q1 2025", None, "Q2 2025", None],
        [None, "Goal", "Actual", "Goal", "Actual"],
        ["Time", 1.0, 2.0, 3.0, 4.0],
    ]
    merges = (Range(1, 1, 2, 1), Range(1, 2, 1, 3), Range(1, 4, 1, 5))
    sheet = sheet_of(rows, merges=merges)
    (region,) = find_regions(sheet).regions
    assert region.header_rows == (1, 2)
    columns = build_table(region).columns
    assert [c.title for c in columns] == [
        "Indicator",
        "Q1 2025 / Goal",
        "Q1 2025 / Actual",
        "Q2 2025 / Goal",
        "Q2 2025 / Actual",
    ]
    assert [c.period.start.month if c.period and c.period.start else None for c in columns] == [None, 1, 1, 4, 4]


def test_a_first_row_of_texts_under_a_header_stays_data() -> None:
    rows: Rows = [
        ["Objective", "Key Result", "Status"],
        ["Project plan", "Owner of each task named", "Done"],
        ["Grow", "Win", "Late"],
    ]
    assert _found(rows) == [("A1:C3", (1,), 2)]


def test_a_block_without_a_header_is_loose() -> None:
    found = find_regions(sheet_of([["O1", 3.0, 4.0], ["O2", 5.0, 6.0]]))
    assert not found.regions
    assert [r.body for r in found.loose] == [(1, 2)]


def test_every_non_blank_row_is_somewhere() -> None:
    rows: Rows = [["Note"], [], HEAD, ["Raise", "Ana", 3.0], ["Total", None, 3.0], [], ["a note far below"]]
    found = find_regions(sheet_of(rows))
    (region,) = found.regions
    rows_seen = {*region.header_rows, *region.body, *region.sections, *region.left_out, *region.context}
    assert rows_seen == {1, 3, 4, 5, 7}
