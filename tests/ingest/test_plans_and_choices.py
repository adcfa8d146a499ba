"""Work plans told from projects, groups of rows from what the rows are, and lists of choices from records."""

from dataclasses import replace

import pytest

from okr_analytics.ingest.cells import Sheet, Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.vocabulary import match

Rows = list[list[Value | None]]
PLAN: Rows = [
    ["Id", "Name", "Begin date", "End date", "Duration", "Completion", "Cost", "Priority", "Predecessors", "Outline number"],
    [0.0, "Pipeline", "2025-01-06", "2025-02-03", 20.0, 100.0, 0.0, 1.0, None, "1"],
    [1.0, "Data", "2025-02-04", "2025-03-03", 19.0, 60.0, 0.0, 1.0, "0", "2"],
    [2.0, "Models", "2025-03-04", "2025-04-03", 22.0, 0.0, 0.0, 1.0, "1", "3"],
]  # fmt: skip
SPANISH = ["Id.", "Nombre", "Fecha de inicio", "Fecha de fin", "Duración", "Progreso", "Costo", "Prioridad", "Antecesores", "Número de esquema"]  # fmt: skip
CHOICES: Rows = [
    ["Owner", "Status", "Phase"],
    ["Ana Ruiz", "Not started", "Set-up and extraction"],
    ["Ben Okoro", "In progress", "Cleaning"],
    ["Cleo Brandt", "Done", None],
    ["Everybody", None, None],
]


def _read(*sheets: Sheet) -> Reading:
    return read_workbook(workbook_of(*sheets))


def _names(reading: Reading, kind: str, field: str) -> list[object]:
    return [r.values()[field] for r in reading.records if r.record_kind == kind]


@pytest.mark.parametrize("header", [PLAN[0], SPANISH])
def test_rows_of_a_planning_program_are_steps_of_one_plan(header: list[Value | None]) -> None:
    reading = _read(sheet_of([header, *PLAN[1:]]))
    assert reading.counts() == {"milestone": 3}
    assert _names(reading, "milestone", "percent_complete") == [1.0, 0.6, 0.0]


def test_a_portfolio_with_dependencies_stays_a_portfolio() -> None:
    rows: Rows = [
        ["Project", "Sponsor", "Budget", "Start", "End", "Dependencies"],
        ["Portal", "Ana", 1000.0, "2025-01-06", "2025-06-30", "Network"],
        ["Network", "Ben", 2000.0, "2025-01-06", "2025-03-31", None],
        ["Archive", "Cleo", 500.0, "2025-04-01", "2025-12-31", "Portal"],
    ]
    assert _read(sheet_of(rows)).counts() == {"project": 3}


def test_a_phase_that_comes_again_is_not_what_the_rows_are() -> None:
    rows: Rows = [
        ["ID", "Phase", "Activity", "Owner", "% Compl."],
        [1.0, "Set-up", "Kick-off with purchasing", "Ana", 1.0],
        [2.0, "Set-up", "Extract suppliers", "Ben", 0.5],
        [3.0, "Cleaning", "Merge duplicates", "Ana", 0.0],
        [4.0, "Cleaning", "Close old accounts", "Ben", 0.0],
    ]
    reading = _read(sheet_of(rows, formats={(row, 5): "0%" for row in range(2, 6)}))
    named = ["Kick-off with purchasing", "Extract suppliers", "Merge duplicates", "Close old accounts"]
    assert _names(reading, "milestone", "name") == named
    assert _names(reading, "milestone", "percent_complete") == [1.0, 0.5, 0.0, 0.0]


def test_a_percent_sign_alone_says_how_much_is_done() -> None:
    rows: Rows = [
        ["Task", "Status", "%"],
        ["Theory", "ongoing", 0.5],
        ["Case", "done", 1.0],
        ["Report", "not started", 0.0],
    ]
    reading = _read(sheet_of(rows, formats={(row, 3): "0%" for row in range(2, 5)}))
    assert _names(reading, "milestone", "percent_complete") == [0.5, 1.0, 0.0]


@pytest.mark.parametrize(("name", "hidden"), [("Lists", False), ("Sheet2", True), ("Listas", True)])
def test_lists_to_choose_from_are_no_records(name: str, hidden: bool) -> None:
    sheet = replace(sheet_of(CHOICES, name=name), hidden=hidden)
    reading = _read(sheet)
    assert reading.counts() == {}
    assert any("a list of its own" in item.reason for item in reading.unused)


def test_a_hidden_list_of_steps_is_still_one() -> None:
    rows: Rows = [["Milestone", "Owner", "Due date"], ["Set-up", "Ana", "2025-03-01"], ["Cleaning", "Ana", None]]
    assert _read(replace(sheet_of(rows), hidden=True)).counts() == {"milestone": 2}


def test_numbers_beside_numbers_name_nothing() -> None:
    rows: Rows = [
        ["Team", "KRs", "Measurable KRs", "Check-in rate"],
        ["Platform", 20.0, "18 (90%)", 0.92],
        ["Mobile", 18.0, "14 (78%)", 0.8],
        ["Design", 12.0, "8 (67%)", 0.7],
    ]
    assert "key_result" not in _read(sheet_of(rows)).counts()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("% Concl.", "milestone.percent_complete"),
        ("Respons.", "key_result.owner"),
        ("Presup.", "project.budget"),
        ("Échéan.", "milestone.due"),
        ("Indic.", "kpi.name"),
    ],
)
def test_a_word_cut_short_by_a_full_stop_is_written_out(header: str, field: str) -> None:
    assert next(c.score for c in match(header) if c.field == field) >= 0.75
    cut = header.replace(".", "")
    assert (
        max((c.score for c in match(cut) if c.field == field), default=0.0) < 0.75
    )  # without the stop it may be anything
