"""What the name of a sheet, a file or a title says of all rows: their unit, their cycle."""

import datetime as dt
from dataclasses import replace

import pytest

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.names import cycle_in
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook

Rows = list[list[Value | None]]
OKRS: Rows = [
    ["Objective", "Key result", "Owner", "Target"],
    ["Grow the base", "Win customers", "Ann", 100.0],
    ["Grow the base", "Keep customers", "Bo", 90.0],
]


def _read(*sheets: tuple[str, Rows], file: str = "okrs.xlsx") -> Reading:
    workbook = workbook_of(*(sheet_of(rows, name=name) for name, rows in sheets))
    return read_workbook(replace(workbook, file=file), as_of=dt.date(2026, 3, 31))


def _cycles(reading: Reading) -> list[str | None]:
    return [r.cycle for r in reading.records if r.record_kind == "objective"]


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("Q1 2025", "2025-Q1"),
        ("company_okrs_2018-q2_final", "2018-Q2"),
        ("okrs_fy20-q3", "FY2020-Q3"),
        ("OKR_2º trimestre 2025", "2025-Q2"),
        ("1º sem 2024", "2024-H1"),
        ("Ziele Q3/2025", "2025-Q3"),
        ("Plano 2025", "2025"),
        ("OKRs 2024/25", "2024/25"),
        ("Q3", "Q3"),
    ],
)
def test_a_name_that_tells_a_cycle(text: str, cycle: str) -> None:
    assert cycle_in(text) == cycle


@pytest.mark.parametrize(
    "text",
    ["OKRs", "team 2", "okrs 2025-03-31", "Report Mar 2025", "Q1 and Q2 2025", "20250331 export", "OKRs 2023-2026"],
)
def test_a_name_that_tells_none_or_several(text: str) -> None:
    assert cycle_in(text) is None


def test_a_sheet_for_each_quarter_keeps_the_quarters_apart_and_says_so() -> None:
    reading = _read(("Q1 2026", OKRS), ("Q2 2026", OKRS))
    assert _cycles(reading) == ["2026-Q1", "2026-Q2"]
    said = [d for d in reading.diagnostics if d.code == "cycle-from-name"]
    assert [str(d.where) for d in said] == ["Q1 2026!A1", "Q2 2026!A1"]


def test_quarters_without_a_year_take_it_from_the_file() -> None:
    assert _cycles(_read(("Q1", OKRS), ("Q2", OKRS), file="OKRs 2025.xlsx")) == ["2025-Q1", "2025-Q2"]


def test_the_title_above_comes_before_the_sheet_and_the_sheet_before_the_file() -> None:
    titled: Rows = [["OKRs Q3 2025", None, None, None], *OKRS]
    assert _cycles(_read(("Q2 2025", titled), file="okrs_2025-q1.xlsx")) == ["2025-Q3"]
    assert _cycles(_read(("Q2 2025", OKRS), file="okrs_2025-q1.xlsx")) == ["2025-Q2"]
    assert _cycles(_read(("Sheet1", OKRS), file="okrs_2025-q1.xlsx")) == ["2025-Q1"]


def test_a_column_and_a_label_are_better_than_a_name() -> None:
    column: Rows = [[*OKRS[0], "Cycle"], *([*row, "2024-Q4"] for row in OKRS[1:])]
    labelled: Rows = [["Cycle", "2024-Q3", None, None], [None, None, None, None], *OKRS]
    assert _cycles(_read(("Q2 2025", column))) == ["2024-Q4"]
    assert _cycles(_read(("Q2 2025", labelled))) == ["2024-Q3"]


def test_due_days_tell_more_than_the_year_of_a_name() -> None:
    due: Rows = [[*OKRS[0], "Due"], *([*row, dt.date(2025, 6, 30)] for row in OKRS[1:])]
    assert _cycles(_read(("Sheet1", due), file="OKRs 2025.xlsx")) == [None]
    assert _cycles(_read(("Q2 2025", due))) == ["2025-Q2"]


def test_sheets_of_one_layout_are_named_after_their_units() -> None:
    reading = _read(("Sales", OKRS), ("Care", OKRS))
    assert [r.unit for r in reading.records if r.record_kind == "objective"] == ["Sales", "Care"]
