"""Shapes met in sheets that were never seen before, each with the smallest sheet that shows it."""

import datetime as dt

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook

Rows = list[list[Value | None]]


def _read(rows: Rows, name: str = "Sheet1", as_of: dt.date = dt.date(2026, 6, 30)) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name=name)), as_of=as_of)


def _values(reading: Reading, kind: str, *names: str) -> list[tuple[object, ...]]:
    found = [r.values() for r in reading.records if r.record_kind == kind]
    return [tuple(v[n] for n in names) for v in found]


def _ranges(reading: Reading) -> list[tuple[str, str]]:
    return [(str(t.range), t.kind) for t in reading.tables]


KPIS: Rows = [["KPI", "Baseline", "Q1", "Q2", "Q3"], ["Open", 6.0, 4.0, 3.0, 2.0], ["Patched", 7.0, 8.0, 9.0, 9.5]]


def test_a_header_of_times_under_a_title_begins_another_table() -> None:
    rows: Rows = [["Person", "Hours", "Month"], ["Ana", 12.0, "2026-01"], ["Bo", 8.0, "2026-01"], [], ["KPIs"], *KPIS]
    assert _ranges(_read(rows)) == [("A1:C3", "effort"), ("A6:E8", "kpi")]


def test_a_header_of_names_over_numbers_under_a_title_begins_another_table() -> None:
    rows: Rows = [
        ["KPI", "Source", "Owner", "Target"],
        ["Errors", "log", "Ana", 5.0],
        ["Boot time", "log", "Bo", 3.0],
        [],
        ["KPI history"],
        ["Date", "Zab", "Yib", "Wob", "Notes"],
        [dt.date(2026, 5, 12), 10.0, 1300.0, 0.6, "first"],
        [dt.date(2026, 6, 12), 6.1, 640.0, 0.3, "after the change"],
    ]
    assert _ranges(_read(rows, "KPIs")) == [("A1:D3", "kpi"), ("A6:E8", "kpi_reading")]


def test_values_of_times_to_come_beside_a_baseline_are_targets() -> None:
    early, late = (_read(KPIS, "KPIs", dt.date(2026, *day)) for day in ((1, 15), (12, 1)))
    assert [len(_values(r, "target", "value")) for r in (early, late)] == [6, 0]
    assert [len(_values(r, "kpi_reading", "value")) for r in (early, late)] == [0, 6]


def test_lone_texts_after_a_blank_row_are_notes_whatever_they_speak_of() -> None:
    rows: Rows = [
        ["Objective", "Key result", "Target"],
        ["Grow", "Win cities", 10.0],
        ["Be quick", "Answer in a day", 0.9],
        [],
        ["OKRs of the city, version 1"],
        ["To be put into the annual plan as a section of its own"],
    ]
    reading = _read(rows, "OKRs")
    assert _values(reading, "objective", "title") == [("Grow",), ("Be quick",)]
    assert {(str(u.range), u.reason) for u in reading.unused} == {("A5:A6", "a note below the table")}


def test_a_corner_names_the_rows_and_the_columns() -> None:
    rows: Rows = [
        ["Actividad / periodo", "2026", None, None, "2027"],
        [None, "Octubre", "Noviembre", "Diciembre", "Enero"],
        ["Muestreo", "x", "x", None, None],
        ["Redacción", None, None, "x", "x"],
        ["Defensa", None, None, None, "x"],
    ]
    found = _values(_read(rows, "Cronograma"), "milestone", "name", "start", "due")
    assert found[:2] == [
        ("Muestreo", dt.date(2026, 10, 1), dt.date(2026, 11, 30)),
        ("Redacción", dt.date(2026, 12, 1), dt.date(2027, 1, 31)),
    ]


def test_codes_of_key_results_beside_targets_in_words_leave_the_words_as_their_titles() -> None:
    rows: Rows = [
        ["Objective", "KR", "Target", "Owner"],
        ["O1 Adoption", "KR-1.1", "3 active customers", "Ana"],
        ["O1 Adoption", "KR-1.2", "Availability ≥ 99 %", "Bo"],
        ["O2 Trust", "KR-2.1", "Answer within 5 days", "Cy"],
    ]
    found = _values(_read(rows, "OKRs"), "key_result", "code", "title", "objective")
    assert found[:2] == [("KR-1.1", "3 active customers", "O1"), ("KR-1.2", "Availability ≥ 99 %", "O1")]


def test_target_and_actual_of_each_kpi_in_columns_of_their_own() -> None:
    rows: Rows = [
        ["month", "calendar", "jobs_target", "revenue_target", "jobs_actual", "revenue_actual", "notes"],
        [1.0, "2026-01", 4.0, 39900.0, 3.0, 31200.0, "first customers"],
        [2.0, "2026-02", 5.0, 40000.0, None, None, None],
    ]
    found = _values(_read(rows, "KPI tracker"), "kpi_reading", "kpi", "date", "value", "target")
    assert found[:2] == [("jobs", dt.date(2026, 1, 31), 3.0, 4.0), ("revenue", dt.date(2026, 1, 31), 31200.0, 39900.0)]
    assert found[2] == ("jobs", dt.date(2026, 2, 28), None, 5.0)


def test_tasks_sorted_by_area_and_type_are_no_units() -> None:
    rows: Rows = [
        ["ID", "TYPE", "STATUS", "AREA", "DESCR", "VERSION"],
        ["14", "NEW", "open", "fe", "add a page to register new readers", "?"],
        ["7", "IMPR", "open", "core", "let readers stay for longer", "?"],
        ["15", "IMPR", "done", "core", "put the data into a database", "1.1"],
    ]
    kinds = {t.kind for t in _read(rows, "Project plan").tables}
    assert kinds & {"milestone", "initiative"}


def test_a_risk_register_is_left_aside_although_it_has_titles_owners_and_days() -> None:
    rows: Rows = [
        ["risk_id", "title", "scenario", "threat", "vulnerability", "existing_controls", "score", "actions", "owner",
         "target_date", "status", "notes"],
        ["R1", "Account takeover", "a", "Phishing", "No second factor", "few", 16.0, "Enforce it", "IT",
         dt.date(2026, 3, 31), "Open", "x"],
        ["R2", "Invoice fraud", "b", "Deceit", "No check", "few", 12.0, "Two people", "Finance", dt.date(2026, 2, 28),
         "Open", "y"],
    ]  # fmt: skip
    assert [(t.kind, t.records) for t in _read(rows, "risk_register").tables] == [("other", {})]


def test_a_header_of_words_under_a_title_ends_a_table_of_numbers() -> None:
    rows: Rows = [
        ["Key result", "Baseline", "Target", "Type"],
        ["Win cities", 0.0, 10.0, "Aspirational"],
        ["Answer in a day", 0.5, 0.9, "Committed"],
        [],
        ["What did not become an OKR"],
        ["Request", "Decision", "Reason"],
        ["Mobile app", "No", "Not our strategy"],
        ["Import", "Later", "Maintenance"],
    ]
    reading = _read(rows, "OKRs")
    assert _values(reading, "key_result", "title", "ambition") == [
        ("Win cities", "aspirational"),
        ("Answer in a day", "committed"),
    ]


def test_the_same_header_again_beside_a_blank_column_is_a_table_of_its_own() -> None:
    rows: Rows = [
        ["Q2 2026", None, None, None, "Q3 2026"],
        ["KR", "Key result", "Grade", None, "KR", "Key result", "Grade"],
        ["O1", "Launch", None, None, "O1", "Grow"],
        ["KR1.1", "A build approved", 1.0, None, "KR1.2", "500 subscribers", 0.3],
        ["KR1.3", "50 paid boosts", 0.6, None, "KR1.3", "9,000 a month", 0.2],
    ]
    found = _values(_read(rows, "OKRs"), "key_result", "title", "score")
    assert sorted(found) == [
        ("50 paid boosts", 0.6), ("500 subscribers", 0.3), ("9,000 a month", 0.2), ("A build approved", 1.0)
    ]  # fmt: skip


def test_steps_of_days_head_columns() -> None:
    rows: Rows = [
        ["Phase", "Days of work"],
        ["Sprint 1", 60.0],
        ["Sprint 2", 55.0],
        [],
        ["KPIs"],
        ["Metric", "Baseline", "30d", "60d", "90d"],
        ["Conversion", 2.5, 3.0, 3.5, 4.0],
        ["Score", 45.0, 50.0, 60.0, 70.0],
    ]
    assert ("A6:E8", "kpi") in _ranges(_read(rows))


def test_phases_with_nothing_but_their_effort_are_effort_and_how_long_they_last_is_none() -> None:
    rows: Rows = [["Phase", "Dauer", "Personentage"], ["Setup", "2 Wochen", 8.0], ["Bau", "6 Wochen", 24.0]]
    reading = _read(rows, "Schätzung")
    assert [c.field for t in reading.tables for c in t.columns] == ["effort.item", None, "effort.planned"]
    plan = _read([["Phase", "Duration", "Lead"], ["Setup", "2 weeks", "Ana"], ["Build", "6 weeks", "Bo"]], "Plan")
    assert not _values(plan, "effort", "actual")


def test_targets_with_signs_are_no_objectives() -> None:
    rows: Rows = [["Metrik", "Ziel", "Alert-Schwelle"], ["Score", "< 4", "> 6"], ["Pünktlich", "> 90%", "< 80%"]]
    found = _values(_read(rows, "Monitoring-Metriken"), "kpi", "name", "target", "warning_low", "warning_high")
    assert found == [("Score", 4.0, None, 6.0), ("Pünktlich", 0.9, 0.8, None)]


def test_a_status_in_percent_is_how_much_is_done() -> None:
    rows: Rows = [
        ["Milestone", "Due", "Status"],
        ["Build", dt.date(2026, 9, 1), 0.4],
        ["Test", dt.date(2026, 9, 2), 1.0],
    ]
    formats = {(r, 3): "0%" for r in (2, 3)}
    reading = read_workbook(workbook_of(sheet_of(rows, name="Plan", formats=formats)))
    assert _values(reading, "milestone", "percent_complete", "status") == [(0.4, None), (1.0, None)]


def test_a_label_heads_the_labels_below_it_where_its_merged_cell_was_lost() -> None:
    rows: Rows = [
        ["KPI", "Owner", "Cibles"],
        [None, None, "Pilote", "National"],
        ["Adoption", "Ana", 0.8, 0.6],
        ["Rapprochement", "Bo", 0.3, 0.5],
    ]
    (table,) = _read(rows, "KPIs").tables
    assert (table.header_rows, [c.header for c in table.columns][2:]) == (
        (1, 2),
        ["Cibles / Pilote", "Cibles / National"],
    )


def test_objectives_whose_measures_would_be_lost_are_asked_about() -> None:
    rows: Rows = [
        ["Objective", "Why", "Target"],
        ["A city for bikes", "health", 5.0],
        ["A green city", "air", 7.0],
    ]
    reading = _read(rows, "Objectives")
    assert not reading.records or _values(reading, "key_result", "target") == [(5.0,), (7.0,)]


def test_a_form_that_nobody_filled_in_is_said() -> None:
    rows: Rows = [["目标（O）", "关键结果（KRs）", "负责人"], [None, "KR1: ", None], [None, "KR2: ", None]]
    reading = _read(rows, "OKR")
    assert (reading.records, [d.code for d in reading.diagnostics]) == ((), ["nothing-read"])


def test_a_retrospective_below_the_goals_is_no_key_result() -> None:
    rows: Rows = [
        ["Level 1", "Level 2", "Level 3"],
        ["Grow"],
        [None, "Win ten cities"],
        [None, "Keep the good partners"],
        ["Retrospective"],
        [None, "GOOD"],
        [None, None, "The team worked as one"],
        ["Be quick"],
        [None, "Answer in a day"],
    ]
    reading = _read(rows, "OKRs")
    titles = _values(reading, "key_result", "title")
    assert titles == [("Win ten cities",), ("Keep the good partners",), ("Answer in a day",)]
    assert sum(u.cells for u in reading.unused if "retrospective" in u.reason) == 3
