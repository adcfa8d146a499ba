"""Days and periods as people write them, and the column's order of day and month."""

import datetime as dt
from typing import Any

import pytest

from okr_analytics.ingest.cells import ErrorValue
from okr_analytics.ingest.values import complete, date_order, read_date, read_period
from okr_analytics.ingest.values.readings import Period

D = dt.date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-05", D(2025, 3, 5)),
        ("2025/3/5", D(2025, 3, 5)),
        ("2019-05-24T17:24:36+01:00", D(2019, 5, 24)),
        ("2019-05-24T17:24:36.123Z", D(2019, 5, 24)),
        ("2025-01-05 00:00:00", D(2025, 1, 5)),
        ("14/Jul/25 3:42 PM", D(2025, 7, 14)),
        ("07.09.2026", D(2026, 9, 7)),
        ("05.03.24", D(2024, 3, 5)),
        ("31/12/25", D(2025, 12, 31)),
        ("20250103", D(2025, 1, 3)),
        ("14-Feb-25", D(2025, 2, 14)),
        ("2025-Feb-14", D(2025, 2, 14)),
        ("Mon, 3 March 2025", D(2025, 3, 3)),
        ("Fri 14 Feb 2025", D(2025, 2, 14)),
        ("25/3/2025 (Tue)", D(2025, 3, 25)),
        ("March 5th, 2025", D(2025, 3, 5)),
        ("Sept 5 2025", D(2025, 9, 5)),
        ("segunda-feira, 3 de março de 2025", D(2025, 3, 3)),
        ("3 de marzo de 2025", D(2025, 3, 3)),
        ("3. März 2025", D(2025, 3, 3)),
        ("Mo, 03.03.2025", D(2025, 3, 3)),
        ("le 1er août 2025", D(2025, 8, 1)),
        ("mar. 4 févr. 2025", D(2025, 2, 4)),
        ("5. mai 2025", D(2025, 5, 5)),
        ("12. desember 2025", D(2025, 12, 12)),
        ("2024年3月5日", D(2024, 3, 5)),
        ("03/03/2025", D(2025, 3, 3)),
    ],
)
def test_a_day_written_out(text: str, day: dt.date) -> None:
    found = read_date(text)
    assert (found.day, found.problem, found.ambiguous) == (day, None, False)


def test_a_day_without_its_year_asks_for_it() -> None:
    assert "no year" in (read_date("07/Jan").problem or "")
    assert read_date("07/Jan", year=2025).day == D(2025, 1, 7)
    assert read_date("25 de dezembro", year=2025).day == D(2025, 12, 25)
    assert read_date("3月5日", year=2025).day == D(2025, 3, 5)


def test_day_and_month_follow_the_columns_order_and_say_when_they_could_be_swapped() -> None:
    assert read_date("03/04/2025").day == D(2025, 4, 3)
    assert read_date("03/04/2025", order="mdy").day == D(2025, 3, 4)
    assert read_date("03/04/2025").ambiguous
    swapped = read_date("04/13/2025", order="dmy")
    assert (swapped.day, bool(swapped.how)) == (D(2025, 4, 13), True)


@pytest.mark.parametrize(
    ("values", "order", "ambiguous"),
    [
        (["03/04/2025", "13/04/2025"], "dmy", False),
        (["03/14/2025", "01/02/2025"], "mdy", False),
        (["03/04/2025", "05/06/2025"], "dmy", True),
        (["13/04/2025", "04/13/2025"], "dmy", True),
        (["2025-03-04", dt.datetime(2025, 1, 1), None], "dmy", False),
        (["01/01/2025", "02/01/2025", "03/01/2025", "04/01/2025"], "mdy", True),
        (["03/14/2025 10:00", "Mon 03/17/2025"], "mdy", False),
        ([], "dmy", False),
    ],
)
def test_the_column_decides_the_order(values: list[Any], order: str, ambiguous: bool) -> None:
    found = date_order(values)
    assert (found.order, found.ambiguous) == (order, ambiguous)


def test_a_hint_decides_only_what_the_values_leave_open() -> None:
    assert date_order(["03/04/2025"], hint="mdy").order == "mdy"
    assert date_order(["13/04/2025"], hint="mdy").order == "dmy"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (45306.0, D(2024, 1, 15)),
        (45306.75, D(2024, 1, 15)),
        (20240105.0, D(2024, 1, 5)),
        (dt.datetime(2025, 3, 4, 5), D(2025, 3, 4)),
    ],
)
def test_numbers_and_datetimes_in_a_date_column(value: float | dt.datetime, day: dt.date) -> None:
    assert read_date(value).day == day


@pytest.mark.parametrize(
    "value", [dt.datetime(1899, 12, 30), dt.datetime(1900, 1, 1), dt.date(1904, 1, 1), 0.0, "TBD", "-"]
)
def test_empty_dates_and_their_1900_leftovers_are_absent(value: Any) -> None:
    found = read_date(value)
    assert (found.day, found.absent, found.problem) == (None, True, None)


@pytest.mark.parametrize(
    "value",
    [
        "2025-02-30",
        "hello",
        12.0,
        True,
        dt.time(3),
        ErrorValue("#REF!"),
        float("nan"),
        1e300,
        "99/99/2025",
        dt.date(9999, 12, 31),
    ],
)
def test_what_is_not_a_day_says_so(value: Any) -> None:
    found = read_date(value)
    assert found.day is None
    assert found.problem


def test_a_period_in_a_date_column_gives_the_wanted_edge() -> None:
    assert read_date("Mar 2025").day == D(2025, 3, 31)
    assert read_date("Mar 2025", edge="start").day == D(2025, 3, 1)
    assert read_date("Q3 2025").day == D(2025, 9, 30)
    assert read_date(2025.0).day == D(2025, 12, 31)
    assert "end of" in read_date("Mar 2025").how


@pytest.mark.parametrize(
    ("text", "grain", "start", "end"),
    [
        ("Q3 2025", "quarter", D(2025, 7, 1), D(2025, 9, 30)),
        ("Q3 FY25", "quarter", D(2025, 7, 1), D(2025, 9, 30)),
        ("FY25 Q1", "quarter", D(2025, 1, 1), D(2025, 3, 31)),
        ("2025-Q1", "quarter", D(2025, 1, 1), D(2025, 3, 31)),
        ("2025Q1", "quarter", D(2025, 1, 1), D(2025, 3, 31)),
        ("1Q25", "quarter", D(2025, 1, 1), D(2025, 3, 31)),
        ("Q1'15", "quarter", D(2015, 1, 1), D(2015, 3, 31)),
        ("1T25", "quarter", D(2025, 1, 1), D(2025, 3, 31)),
        ("1º Trim/2025", "quarter", D(2025, 1, 1), D(2025, 3, 31)),
        ("T2 2025", "quarter", D(2025, 4, 1), D(2025, 6, 30)),
        ("2. Quartal 2025", "quarter", D(2025, 4, 1), D(2025, 6, 30)),
        ("2nd quarter 2024", "quarter", D(2024, 4, 1), D(2024, 6, 30)),
        ("2025年第一季度", "quarter", D(2025, 1, 1), D(2025, 3, 31)),
        ("H1 2025", "half", D(2025, 1, 1), D(2025, 6, 30)),
        ("2º semestre de 2025", "half", D(2025, 7, 1), D(2025, 12, 31)),
        ("2025.2", "half", D(2025, 7, 1), D(2025, 12, 31)),
        ("1. Halbjahr 2025", "half", D(2025, 1, 1), D(2025, 6, 30)),
        ("2025年上半年", "half", D(2025, 1, 1), D(2025, 6, 30)),
        ("Sep 2021", "month", D(2021, 9, 1), D(2021, 9, 30)),
        ("09-2021", "month", D(2021, 9, 1), D(2021, 9, 30)),
        ("2021-09", "month", D(2021, 9, 1), D(2021, 9, 30)),
        ("202109", "month", D(2021, 9, 1), D(2021, 9, 30)),
        ("Jan-25", "month", D(2025, 1, 1), D(2025, 1, 31)),
        ("fev/24", "month", D(2024, 2, 1), D(2024, 2, 29)),
        ("dezembro de 2024", "month", D(2024, 12, 1), D(2024, 12, 31)),
        ("2024年3月", "month", D(2024, 3, 1), D(2024, 3, 31)),
        ("2025-W12", "week", D(2025, 3, 17), D(2025, 3, 23)),
        ("KW 12/2025", "week", D(2025, 3, 17), D(2025, 3, 23)),
        ("uke 12 2025", "week", D(2025, 3, 17), D(2025, 3, 23)),
        ("week of 3 March 2025", "week", D(2025, 3, 3), D(2025, 3, 9)),
        ("week ending 09/03/2025", "week", D(2025, 3, 3), D(2025, 3, 9)),
        ("2025", "year", D(2025, 1, 1), D(2025, 12, 31)),
        ("FY25", "year", D(2025, 1, 1), D(2025, 12, 31)),
        ("CY2025", "year", D(2025, 1, 1), D(2025, 12, 31)),
        ("Annual 2025", "year", D(2025, 1, 1), D(2025, 12, 31)),
        ("Full Year 2015", "year", D(2015, 1, 1), D(2015, 12, 31)),
        ("2017-18", "year", D(2017, 4, 1), D(2018, 3, 31)),
        ("2024/25", "year", D(2024, 4, 1), D(2025, 3, 31)),
        ("2021-2024", "range", D(2021, 1, 1), D(2024, 12, 31)),
        ("01/03 - 15/03/2025", "range", D(2025, 3, 1), D(2025, 3, 15)),
        ("01/03/2025 a 15/03/2025", "range", D(2025, 3, 1), D(2025, 3, 15)),
        ("Jan–Mar 2025", "range", D(2025, 1, 1), D(2025, 3, 31)),
        ("jan a mar 2025", "range", D(2025, 1, 1), D(2025, 3, 31)),
        ("Nov - Feb 2025", "range", D(2024, 11, 1), D(2025, 2, 28)),
        ("3-9 March 2025", "range", D(2025, 3, 3), D(2025, 3, 9)),
        ("2025-03-05", "day", D(2025, 3, 5), D(2025, 3, 5)),
    ],
)
def test_a_period_has_its_grain_and_both_days(text: str, grain: str, start: dt.date, end: dt.date) -> None:
    found = read_period(text)
    assert (found.grain, found.start, found.end, found.problem) == (grain, start, end, None)
    assert found.name == text


@pytest.mark.parametrize(
    ("text", "grain", "part"),
    [
        ("Q3", "quarter", 3),
        ("Jan", "month", 1),
        ("março", "month", 3),
        ("W12", "week", 12),
        ("S12", "week", 12),
        ("H1", "half", 1),
    ],
)
def test_a_period_without_its_year_needs_it(text: str, grain: str, part: int) -> None:
    found = read_period(text)
    assert (found.grain, found.part, found.needs_year, found.start) == (grain, part, True, None)
    assert read_period(text, year=2025).year == 2025


def test_fiscal_years_are_said_and_follow_their_first_month() -> None:
    assert "calendar year" in read_period("FY25").assumed
    assert "April" in read_period("2024/25").assumed
    shifted = read_period("FY25 Q1", fiscal_start=10)
    assert (shifted.start, shifted.end, shifted.assumed) == (D(2024, 10, 1), D(2024, 12, 31), "")
    assert read_period("FY25", fiscal_start=7).end == D(2025, 6, 30)
    assert read_period("2024/25", fiscal_start=7).start == D(2024, 7, 1)


def test_a_date_shown_without_its_day_is_a_month() -> None:
    assert read_period(dt.datetime(2025, 3, 1), "mmm-yy").end == D(2025, 3, 31)
    assert read_period(dt.datetime(2025, 3, 1), "dd/mm/yyyy").grain == "day"
    assert read_period(2025.0).grain == "year"


@pytest.mark.parametrize("value", ["hello", "45 %", "10", "Sprint 3", 12.5, True, "Q5 2025", "KW 60 2025"])
def test_what_is_not_a_period_says_so(value: Any) -> None:
    found = read_period(value)
    assert found.start is None
    assert found.problem


def test_a_week_that_the_year_does_not_have() -> None:
    assert "no week 53" in (read_period("W53 2025").problem or "")
    assert read_period("W53 2026").start == D(2026, 12, 28)


def _row(*names: str | None, year: int | None = None) -> tuple[Period, ...]:
    return complete([read_period(name) for name in names], year)


def _years(*names: str, year: int | None = None) -> list[int | None]:
    return [period.year for period in _row(*names, year=year)]


def test_neighbours_give_a_period_its_year() -> None:
    assert _years("Jan-25", "Feb", "Mar") == [2025, 2025, 2025]
    assert _years("Oct", "Nov", "Dec", "Jan", year=2024) == [2024, 2024, 2024, 2025]
    assert _years("Nov", "Dec", "Jan-25", "Feb") == [2024, 2024, 2025, 2025]
    assert _years("Q1 2024", "Q2", "Q3", "Q4", "Q1", "Q2") == [2024, 2024, 2024, 2024, 2025, 2025]
    assert _years("Q1", "Q2", "Q3") == [None, None, None]


def test_a_row_that_begins_again_keeps_its_year() -> None:
    assert _years("Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4", year=2025) == [2025] * 8
    assert _years("Q1", "Q1", "Q2", "Q2", year=2025) == [2025] * 4


def test_s1_is_a_week_beside_s3_and_a_half_year_alone() -> None:
    assert [p.grain for p in _row("S1", "S2", "S3")] == ["week"] * 3
    assert [p.grain for p in _row("S1", "S2")] == ["half"] * 2
    assert _row("S1", "S2", "S3", year=2025)[1].start == D(2025, 1, 6)


def test_what_is_no_period_stays_in_its_place() -> None:
    row = _row("Objective", "Jan", None, "Feb", year=2025)
    assert [bool(p.start) for p in row] == [False, True, False, True]
