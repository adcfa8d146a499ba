"""The smallest sheets that show the shapes which no layout's own example shows."""

import datetime as dt

from okr_analytics.ingest.cells import Range, Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook

Rows = list[list[Value | None]]


def _read(rows: Rows, name: str = "OKRs", merges: tuple[Range, ...] = ()) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name=name, merges=merges)), as_of=dt.date(2026, 6, 30))


def _values(reading: Reading, kind: str, *names: str) -> list[tuple[object, ...]]:
    found = [r.values() for r in reading.records if r.record_kind == kind]
    return [tuple(v[n] for n in names) for v in found]


def test_a_column_of_parent_codes_says_what_a_key_result_belongs_to() -> None:
    rows: Rows = [
        ["Type", "ID", "Parent", "Title", "Target"],
        ["Objective", "O-1", None, "Grow", None],
        ["Objective", "O-2", None, "Be quick", None],
        ["Key Result", "KR-1", "O-2", "Answer within a day", 0.9],
        ["Key Result", "KR-2", "O-1", "Win cities", 10.0],
    ]
    reading = _read(rows)
    assert _values(reading, "objective", "code", "title") == [("O-1", "Grow"), ("O-2", "Be quick")]
    assert _values(reading, "key_result", "code", "objective") == [("KR-1", "O-2"), ("KR-2", "O-1")]


def test_years_of_a_plan_are_targets() -> None:
    rows: Rows = [
        ["KPI", "Baseline 2025", "Y1 2026", "Y2 2027", "Y3 2028"],
        ["Waiting time", 30.0, 25.0, 20.0, 15.0],
        ["Complaints", 90.0, 80.0, 70.0, 60.0],
    ]
    days = [dt.date(year, 12, 31) for year in (2026, 2027, 2028)]
    expected = [("Waiting time", *p) for p in zip(days, (25.0, 20.0, 15.0), strict=True)]
    assert _values(_read(rows, "KPIs"), "target", "kpi", "date", "value")[:3] == expected


def test_of_actual_goal_and_attained_the_share_follows_and_is_left_out_with_its_reason() -> None:
    rows: Rows = [
        ["KPI", "Jan 2026", None, None, "Feb 2026", None, None],
        [None, "Actual", "Goal", "Attained %", "Actual", "Goal", "Attained %"],
        ["Permits", 8.0, 10.0, 0.8, 12.0, 10.0, 1.2],
    ]
    reading = _read(rows, "KPIs", (Range(1, 1, 2, 1), Range(1, 2, 1, 4), Range(1, 5, 1, 7)))
    ends = (dt.date(2026, 1, 31), dt.date(2026, 2, 28))
    assert _values(reading, "kpi_reading", "date", "value", "target") == [(ends[0], 8.0, 10.0), (ends[1], 12.0, 10.0)]
    assert {str(u.range)[0] for u in reading.unused} >= {"D", "G"}


def test_of_two_columns_of_one_name_one_is_used_and_the_other_is_said() -> None:
    rows: Rows = [["Key Result", "Target", "Comment", "Comment"], ["Win cities", 10.0, "three so far", "two more soon"]]
    reading = _read(rows)
    ((target, comment),) = _values(reading, "key_result", "target", "comment")
    assert (target, comment in ("three so far", "two more soon")) == (10.0, True)
    assert [u.cells for u in reading.unused if u.reason] == [2]


def test_objectives_above_their_key_results_in_one_column_with_a_header_again_on_every_page() -> None:
    head: list[Value | None] = ["OKR", "Owner", "Target"]
    rows: Rows = [head, ["O1: Grow", "Ana", None], ["KR1.1: Win cities", "Bo", 10.0], head, ["KR1.2: Hire", "Cy", 5.0]]
    assert _values(_read(rows), "key_result", "title", "target") == [("Win cities", 10.0), ("Hire", 5.0)]


def test_codes_of_key_results_are_no_norwegian_money() -> None:
    """ "KR1" begins with the letters of kroner, and is a code all the same."""
    rows: list[list[Value | None]] = [
        ["Objective", "KR ID", "Key result", "Target"],
        *(["A lively library", f"KR{n}", f"{what} a week", 10.0 * n] for n, what in enumerate(("Loans", "Visits"), 1)),
    ]
    reading = read_workbook(workbook_of(sheet_of(rows, name="Goals")), as_of=dt.date(2026, 3, 31))
    assert [r.code for r in reading.records if r.record_kind == "key_result"] == ["KR1", "KR2"]
