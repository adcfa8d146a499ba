"""What was first promised beside what is expected now: the latter is the date, the other is said and not lost."""

import datetime as dt

import pytest

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.understand import read_workbook

FIRST, NOW = dt.date(2026, 3, 31), dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("project", ("Project", "Original due date", "Forecast date")),
        ("milestone", ("Milestone", "Baseline finish", "Current finish")),
        ("project", ("Projekt", "Ursprünglicher Termin", "Neuer Termin")),
        ("project", ("Projet", "Échéance initiale", "Échéance révisée")),
        ("project", ("Proyecto", "Plazo original", "Nueva fecha")),
        ("project", ("Projeto", "Prazo original", "Novo prazo")),
        ("project", ("Prosjekt", "Opprinnelig frist", "Ny frist")),
    ],
)
def test_the_day_expected_now_is_the_due_day(kind: str, heads: tuple[str, ...]) -> None:
    rows: list[list[Value | None]] = [[*heads, "Status"], ["One", FIRST, NOW, "x"], ["Two", FIRST, FIRST, "y"]]
    reading = read_workbook(workbook_of(sheet_of(rows, name=heads[0])))
    assert [r.values()["due"] for r in reading.records if r.record_kind == kind] == [NOW, FIRST]
    told = [d.message for d in reading.diagnostics if d.code == "another-date"]
    assert [heads[1] in text and text.startswith("1 row") for text in told] == [True]


def test_a_first_promise_alone_is_the_due_day() -> None:
    rows: list[list[Value | None]] = [["Milestone", "Baseline finish", "Actual finish"], ["Build", FIRST, NOW]]
    (milestone,) = read_workbook(workbook_of(sheet_of(rows, name="Milestones"))).records
    assert (milestone.values()["due"], milestone.values()["finished"]) == (FIRST, NOW)


def test_the_actual_start_beside_the_planned_one_is_said() -> None:
    rows: list[list[Value | None]] = [
        ["Task", "Planned start", "Planned end", "Actual start", "Actual end"],
        ["Design", FIRST, NOW, NOW, NOW],
    ]
    reading = read_workbook(workbook_of(sheet_of(rows, name="Plan")))
    assert [r.values()["start"] for r in reading.records] == [FIRST]
    assert [str(d.where) for d in reading.diagnostics if d.code == "another-date"] == ["Plan!D1"]
