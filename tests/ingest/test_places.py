"""A service and a site name the unit together where one of them doesn't tell the rows of a KPI apart."""

import datetime as dt

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook


def read(rows: list[list[Value | None]]) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name="KPIs")), as_of=dt.date(2025, 6, 30))


def test_readings_of_two_sites_of_a_service_are_kept_apart_and_that_is_said() -> None:
    reading = read(
        [
            ["KPI", "Service", "Site", "Jan 2025", "Feb 2025"],
            ["Overtime", "Nursing", "North", 10.0, 11.0],
            ["Overtime", "Nursing", "South", 7.0, 8.0],
            ["Overtime", "Catering", None, 3.0, 4.0],
        ]
    )
    kpis = [r.values()["unit"] for r in reading.records if r.record_kind == "kpi"]
    assert kpis == ["Nursing / North", "Nursing / South", "Catering"]
    found = [(r.values()["unit"], r.values()["value"]) for r in reading.records if r.record_kind == "kpi_reading"]
    assert found[2:4] == [("Nursing / South", 7.0), ("Nursing / South", 8.0)]
    assert [d.code for d in reading.diagnostics] == ["unit-of-two-columns"]
    assert reading.unused == ()


def test_a_list_of_readings_with_department_and_site() -> None:
    reading = read(
        [
            ["Month", "KPI", "Department", "Site", "Value"],
            ["2025-01", "Overtime hours", "Nursing", "North", 10.0],
            ["2025-01", "Overtime hours", "Nursing", "South", 7.0],
            ["2025-02", "Overtime hours", "Nursing", "North", 3.0],
        ]
    )
    units = [r.values()["unit"] for r in reading.records]
    assert units == ["Nursing / North", "Nursing / South", "Nursing / North"]
    assert reading.unused == ()


def test_a_second_column_that_changes_nothing_is_left_as_it_was() -> None:
    reading = read(
        [
            ["KPI", "Service", "Site", "Jan 2025", "Feb 2025"],
            ["Overtime", "Nursing", "North", 10.0, 11.0],
            ["Overtime", "Catering", "North", 3.0, 4.0],
        ]
    )
    assert {r.values()["unit"] for r in reading.records} == {"Nursing", "Catering"}
    assert reading.diagnostics == ()
