"""The as-of date comes from the person, a cell, the file's name, the file's own date, today – in this order."""

import datetime as dt

import pytest

from okr_analytics.ingest.asof import find_as_of, in_name
from okr_analytics.ingest.cells import Value, Workbook
from okr_analytics.ingest.examples import sheet_of

DAY = dt.date(2025, 3, 31)


def _book(file: str, rows: list[list[Value | None]], modified: dt.date | None = None) -> Workbook:
    return Workbook(file, "xlsx", "0", (sheet_of(rows),), modified)


def test_the_order_of_sources() -> None:
    rows: list[list[Value | None]] = [["As of 2025-03-31"]]
    assert find_as_of(_book("okr_2024-12.xlsx", rows), dt.date(2025, 1, 1))[:2] == (dt.date(2025, 1, 1), "person")
    day, source, cells = find_as_of(_book("okr_2024-12.xlsx", rows, dt.date(2024, 1, 1)), None)
    assert (day, source, cells) == (DAY, "cell", {"Sheet1": [(1, 1)]})
    assert find_as_of(_book("okr_2024-12.xlsx", [["x"]], dt.date(2024, 1, 1)), None)[:2] == (
        dt.date(2024, 12, 31),
        "file name",
    )
    assert find_as_of(_book("okr.xlsx", [["x"]], dt.date(2024, 1, 1)), None)[:2] == (dt.date(2024, 1, 1), "file date")
    assert find_as_of(_book("okr.xlsx", [["x"]]), None, DAY)[:2] == (DAY, "today")


@pytest.mark.parametrize(
    "row",
    [
        ["Data: 31/03/2025"],
        ["Stand: 31.03.2025"],
        ["Datum", dt.datetime(2025, 3, 31)],
        ["Fecha de corte:", "31/03/2025"],
    ],
)
def test_labels_of_several_languages(row: list[Value | None]) -> None:
    assert find_as_of(_book("x.xlsx", [["Title"], row]), None)[:2] == (DAY, "cell")


def test_a_column_called_date_is_no_as_of_date() -> None:
    rows: list[list[Value | None]] = [["Date", "Task", "Hours", "Person", "Note"], ["2025-01-02", "x", 1.0, "Ana", "y"]]
    assert find_as_of(_book("x.xlsx", rows), None, DAY)[1] == "today"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("okr_2025-03-31.xlsx", DAY),
        ("KPIs 31.03.2025 final.xlsx", DAY),
        ("okr_20250331_120000.xlsx", DAY),
        ("report 2025-03.csv", DAY),
        ("OKR Q1 2025.xlsx", DAY),
        ("2025-Q1 okrs.xlsx", DAY),
        ("v20259999.xlsx", None),
        ("okrs.xlsx", None),
    ],
)
def test_days_in_file_names(name: str, day: dt.date | None) -> None:
    assert in_name(name) == day
