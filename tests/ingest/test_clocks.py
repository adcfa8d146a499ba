"""Time sheets with start, end and break: the hours are worked out, every cell is accounted for."""

import datetime as dt
from decimal import Decimal

import pytest

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.meaning.clocks import clock
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook


def read(rows: list[list[Value | None]]) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name="Timesheet")), as_of=dt.date(2025, 6, 30))


def hours(reading: Reading) -> list[Decimal | None]:
    assert all(r.values()["measure"] == "hours" for r in reading.records)
    return [r.values()["actual"] for r in reading.records]


def test_start_end_and_break_in_minutes_make_hours_also_past_midnight() -> None:
    reading = read(
        [
            ["Date", "Person", "Project", "Start", "End", "Break"],
            ["2025-01-06", "Ana", "Portal", dt.time(9), dt.time(17, 30), 30.0],
            ["2025-01-07", "Ana", "Helpdesk", dt.time(22), dt.time(2), None],
        ]
    )
    assert hours(reading) == [Decimal(8), Decimal(4)]
    assert reading.unused == ()
    assert {c.column: c.field for c in reading.tables[0].columns if c.column in "DEF"} == {
        "D": None,
        "E": None,
        "F": None,
    }
    assert str(reading.records[0].cells["actual"]) == "Timesheet!E2"


def test_times_as_texts_in_another_language() -> None:
    reading = read(
        [
            ["Datum", "Mitarbeiter", "Beginn", "Ende", "Pause", "Projekt"],
            ["06.01.2025", "Ana", "08:00", "16:30", "00:30", "Portal"],
            ["07.01.2025", "Bo", "08:00", "16:30", "00:45", "Portal"],
        ]
    )
    assert hours(reading) == [Decimal(8), Decimal("7.75")]


def test_morning_and_afternoon_add_up() -> None:
    reading = read(
        [
            ["Date", "Person", "Start time", "End time", "Start time", "End time", "Project"],
            ["2025-01-06", "Ana", "9:00 AM", "12:00 PM", "1:00 PM", "5:30 PM", "Portal"],
            ["2025-01-07", "Ana", "9:00 AM", "12:00 PM", None, None, "Portal"],
        ]
    )
    assert hours(reading) == [Decimal("7.5"), Decimal(3)]


def test_hours_with_a_column_of_their_own_are_not_worked_out() -> None:
    reading = read(
        [
            ["Date", "Person", "Start time", "End time", "Hours", "Task"],
            ["2025-01-06", "Ana", dt.time(9), dt.time(17, 30), 8.0, "Portal"],
            ["2025-01-07", "Bo", dt.time(9), dt.time(17, 30), 8.5, "Portal"],
        ]
    )
    assert hours(reading) == [Decimal(8), Decimal("8.5")]
    assert [(str(u.range), u.reason) for u in reading.unused] == [
        ("C1:D3", 'the hours have a column of their own ("Hours")')
    ]


def test_a_row_without_an_end_or_with_too_long_a_break_gives_no_hours_and_says_so() -> None:
    reading = read(
        [
            ["Date", "Person", "Project", "Start", "End", "Break"],
            ["2025-01-06", "Ana", "Portal", "09:00", "17:00", 60.0],
            ["2025-01-07", "Ana", "Portal", "09:00", None, None],
            ["2025-01-08", "Ana", "Portal", "09:00", "10:00", 90.0],
        ]
    )
    assert hours(reading) == [Decimal(7)]
    reasons = {str(u.range): u.reason for u in reading.unused}
    assert reasons["D3:D3"] == "no time of day, or one of start and end is missing"
    assert "the break can't be taken off" in reasons.values()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("9:05", 545), ("9.05", 545), ("9h05", 545), ("12:00 am", 0), ("12:30 p.m.", 750), ("24:00", 1440)],
)
def test_times_of_day(text: str, minutes: int) -> None:
    assert clock(text) == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["HH:MM", "25:00", "9:75", "9", "9:00-13:15", None, 9.0])
def test_what_is_no_time_of_day(text: Value | None) -> None:
    assert clock(text) is None
