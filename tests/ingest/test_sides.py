"""Planned and actual in rows of their own make one record; hours are hours; totals beside months don't count."""

import datetime as dt
from decimal import Decimal

import pytest

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.meaning.sidewords import side_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.values.effort import as_effort_measure

Rows = list[list[Value | None]]


def _read(rows: Rows, name: str) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name=name)), as_of=dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    "planned", ["Planned", "Previsto", "Soll", "Plan", "Prévu", "Planlagt", "计划", "Target", "Budget"]
)
def test_words_for_planned(planned: str) -> None:
    assert side_of(planned) == "planned"


@pytest.mark.parametrize("actual", ["Actual", "Realizado", "Ist", "Ejecutado", "Réalisé", "Faktisk", "实际"])
def test_words_for_actual(actual: str) -> None:
    assert side_of(actual) == "actual"


def test_other_words_are_neither() -> None:
    assert [side_of(w) for w in ("Growth", "Done", "Meeting", "Plan and actual of the year and more", "")] == [None] * 5


def test_months_across_with_a_row_for_each_side() -> None:
    rows: Rows = [
        ["Aufwand 2026 in Stunden"],
        ["Abteilung", "Gespräch", "Art", "Jan", "Feb", "Summe"],
        ["A", "Wachstum", "Plan", 10.0, 11.0, 21.0],
        [None, None, "Ist", 8.0, None, 8.0],
        ["B", "Betrieb", "Plan", 5.0, 6.0, 11.0],
        [None, None, "Ist", 4.0, 7.0, 11.0],
    ]
    found = _read(rows, "Aufwand").records
    assert [(r.unit, r.start.month, r.planned, r.actual) for r in found] == [
        ("A", 1, 10, 8),
        ("A", 2, 11, None),
        ("B", 1, 5, 4),
        ("B", 2, 6, 7),
    ]
    assert {r.measure for r in found} == {"hours"}
    assert not {r.category for r in found} & {"Plan", "Ist"}


def test_a_long_list_with_a_side_in_each_row() -> None:
    rows: Rows = [
        ["Unit", "Month", "Conversation", "Type", "Hours"],
        ["Finance", "2026-01", "Growth", "Planned", 10.0],
        ["Finance", "2026-01", "Growth", "Actual", 12.0],
        ["Finance", "2026-02", "Growth", "Planned", 9.0],
    ]
    found = _read(rows, "Effort").records
    assert [(r.planned, r.actual) for r in found] == [(Decimal(10), Decimal(12)), (Decimal(9), None)]


def test_two_rows_of_the_same_side_stay_two() -> None:
    rows: Rows = [
        ["Unit", "Month", "Type", "Hours"],
        ["Finance", "2026-01", "Planned", 10.0],
        ["Finance", "2026-01", "Planned", 5.0],
        ["Finance", "2026-01", "Actual", 7.0],
    ]
    found = _read(rows, "Effort").records
    assert sum(r.planned or 0 for r in found) == 15
    assert sum(r.actual or 0 for r in found) == 7


def test_targets_and_actuals_of_kpis_in_rows() -> None:
    rows: Rows = [
        ["KPI", "Type", "Jan 2026", "Feb 2026"],
        ["NPS", "Target", 10.0, 11.0],
        [None, "Actual", 9.0, 9.5],
    ]
    reading = _read(rows, "KPIs")
    assert reading.counts() == {"kpi": 1, "kpi_reading": 2}
    assert [(r.value, r.target) for r in reading.records if r.record_kind == "kpi_reading"] == [
        (9.0, 10.0),
        (9.5, 11.0),
    ]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Horas previstas", "hours"),
        ("Effort 2026 in hours, planned and actual", "hours"),
        ("Personentage", "days"),
        ("Effort (FTE)", "fte"),
        ("Anteil %", "percent"),
        ("Custo (R$)", "cost"),
        ("Planned", None),
        ("Mes", None),
        ("Unidade", None),
    ],
)
def test_measures_of_effort_in_headers_and_titles(text: str, measure: str | None) -> None:
    assert as_effort_measure(text) == measure


def test_a_measure_that_is_none_of_effort_is_said() -> None:
    rows: Rows = [["Unit", "Month", "Hours", "Unit of effort"], ["Finance", "2026-01", 10.0, "bananas"]]
    reading = _read(rows, "Effort")
    assert {r.measure for r in reading.records} <= {"hours", None}
    assert any("bananas" in d.message for d in reading.diagnostics)


def test_target_and_actual_rows_of_a_key_result_are_targets_and_check_ins() -> None:
    rows: Rows = [
        ["Key Result", None, "Jan 2026", "Feb 2026"],
        ["Raise NPS", "Target", 30.0, 40.0],
        [None, "Actual", 28.0, 35.0],
        ["Win cities", "Target", 3.0, 4.0],
        [None, "Actual", 2.0, None],
    ]
    reading = _read(rows, "OKRs")
    assert [r.values()["title"] for r in reading.records if r.record_kind == "key_result"] == [
        "Raise NPS",
        "Win cities",
    ]
    found = {
        kind: [(r.values()["key_result"], r.values()["value"]) for r in reading.records if r.record_kind == kind]
        for kind in ("target", "check_in")
    }
    assert found["target"] == [("Raise NPS", 30.0), ("Raise NPS", 40.0), ("Win cities", 3.0), ("Win cities", 4.0)]
    assert found["check_in"] == [("Raise NPS", 28.0), ("Raise NPS", 35.0), ("Win cities", 2.0)]
    assert reading.unused == ()
