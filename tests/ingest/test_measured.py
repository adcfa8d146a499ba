"""KPIs take the unit that their readings are written in, where nothing else says one."""

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.model import Kpi

Rows = list[list[Value | None]]


def _kpis(reading: Reading) -> dict[str | None, Kpi]:
    return {r.name: r for r in reading.records if isinstance(r, Kpi)}


def test_a_unit_that_all_readings_share_is_the_kpis() -> None:
    rows: Rows = [
        ["KPI", "Jan 2025", "Feb 2025", "Mar 2025"],
        ["Churn", "21%", "22 %", "20%"],
        ["Revenue", "€ 300", None, "€ 320"],
        ["Visits", 5.0, 6.0, 7.0],
        ["Calls", "12 h", 13.0, 14.0],
    ]
    found = _kpis(read_workbook(workbook_of(sheet_of(rows))))
    assert {name: kpi.measure for name, kpi in found.items()} == {
        "Churn": "%",
        "Revenue": "€",
        "Visits": None,
        "Calls": None,  # one reading in hours doesn't say what the others are
    }
    assert str(found["Churn"].cells["measure"]) == "Sheet1!B2"
    assert "measure" not in found["Visits"].cells


def test_number_formats_say_the_unit_too() -> None:
    rows: Rows = [["KPI", "Jan 2025", "Feb 2025"], ["Churn", 0.21, 0.22], ["Visits", 5.0, 6.0]]
    formats = {(2, 2): "0.0%", (2, 3): "0.0%"}
    found = _kpis(read_workbook(workbook_of(sheet_of(rows, formats=formats))))
    assert [kpi.measure for kpi in found.values()] == ["%", None]


def test_a_unit_that_the_sheet_names_stays() -> None:
    rows: Rows = [["KPI", "Unit of measure", "Jan 2025", "Feb 2025"], ["Churn", "contracts", "21%", "22%"]]
    (kpi,) = _kpis(read_workbook(workbook_of(sheet_of(rows)))).values()
    assert kpi.measure == "contracts"


def test_readings_of_another_sheet_tell_the_unit_without_a_cell_of_this_one() -> None:
    define: Rows = [["KPI", "Owner", "Perspective"], ["Churn", "Ana", "Customers"], ["Leave", "Ben", "People"]]
    readings: Rows = [["KPI", "Date", "Value"], ["Churn", "2025-01-31", "21%"], ["Churn", "2025-02-28", "22%"]]
    readings.append(["Churn", "2025-03-31", None])  # what is no reading says nothing of the unit
    reading = read_workbook(workbook_of(sheet_of(define, name="KPIs"), sheet_of(readings, name="Data")))
    found = _kpis(reading)
    assert (found["Churn"].measure, found["Leave"].measure) == ("%", None)
    assert "measure" not in found["Churn"].cells
    assert reading.counts()["kpi"] == 2
