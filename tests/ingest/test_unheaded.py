"""Tables of which no header says what they hold, and headers that mean something else over other cells."""

import datetime as dt

import pytest

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read, read_workbook

Rows = list[list[Value | None]]


def _read(rows: Rows, name: str = "Sheet1") -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name=name)), as_of=dt.date(2026, 3, 1))


def _values(reading: Reading, kind: str, *names: str) -> list[tuple[object, ...]]:
    found = [r.values() for r in reading.records if r.record_kind == kind]
    return [tuple(v[n] for n in names) for v in found]


def _kinds(reading: Reading) -> list[str]:
    return [t.kind for t in reading.tables]


MONTHS: list[Value | None] = ["Jan", "Feb", "Mar"]


def test_a_title_names_the_measure_of_numbers_month_by_month() -> None:
    rows: Rows = [
        ["Error rate by service 2024"],
        [],
        ["Service", *MONTHS],
        ["API", 0.1, 0.2, 0.3],
        ["Web", 0.4, 0.5, 0.6],
    ]
    reading = _read(rows, "Reliability")
    assert _values(reading, "kpi", "name") == [("API",), ("Web",)]
    assert len(_values(reading, "kpi_reading", "value")) == 6


@pytest.mark.parametrize(
    ("name", "first"),
    [("Sales", "Region"), ("Headcount", "Department"), ("Rate card", "Role"), ("Churn rate", "Month")],
)
def test_other_numbers_month_by_month_are_no_measures(name: str, first: str) -> None:
    reading = _read([[first, *MONTHS], ["A", 1.0, 2.0, 3.0], ["B", 4.0, 5.0, 6.0]], name)
    assert not _values(reading, "kpi", "name")


def test_effort_under_the_names_of_roles_or_projects() -> None:
    plan = _read(
        [["Month", "Work days", "Developers", "Testers"], ["Jan 2026", 20.0, 2.0, 1.0], ["Feb 2026", 19.0, 2.5, 1.0]],
        "Capacity plan (FTE)",
    )
    assert [(i, float(str(p))) for i, p in _values(plan, "effort", "person", "planned")] == [
        ("Developers", 2.0), ("Testers", 1.0), ("Developers", 2.5), ("Testers", 1.0)
    ]  # fmt: skip
    shares = _read([["Person", "Alpha", "Beta"], ["Ana", "50%", "50%"], ["Bo", "20%", "80%"]], "Resource allocation")
    assert _values(shares, "effort", "person", "item")[:2] == [("Ana", "Alpha"), ("Ana", "Beta")]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Resources", ["Name", "Python", "SQL", "Java"]),
        ("Capacity", ["Server", "CPU", "RAM", "Disk"]),
        ("Timesheet", ["Data", "Entrada", "Saida", "Extra"]),
    ],
)
def test_marks_of_skills_and_sizes_of_things_are_no_effort(name: str, head: list[Value | None]) -> None:
    assert not _values(_read([head, ["A", 3.0, 4.0, 5.0], ["B", 1.0, 2.0, 3.0]], name), "effort", "item")


def test_start_and_end_over_numbers_are_values_and_over_days_days() -> None:
    rows: Rows = [["Key result", "Start", "End", "Current"], ["NPS", 30.0, 50.0, 40.0], ["Churn", 5.0, 3.0, 4.0]]
    assert _values(_read(rows), "key_result", "baseline", "target", "start") == [(30.0, 50.0, None), (5.0, 3.0, None)]
    rows = [["Key result", "Start", "Target"], ["NPS", dt.date(2026, 1, 1), 50.0], ["Churn", dt.date(2026, 2, 1), 3.0]]
    assert _values(_read(rows), "key_result", "baseline", "target")[0] == (None, 50.0)


def test_hours_below_a_word_for_estimates_are_planned() -> None:
    rows: Rows = [["Role", "Q1", "Q2"], ["Engineer", 2.0, 3.0], ["Analyst", 1.0, 1.0]]
    reading = _read([["Resource requirements"], [], *rows], "Headcount")
    assert [float(str(p)) for (p,) in _values(reading, "effort", "planned")] == [2.0, 3.0, 1.0, 1.0]


def test_weekdays_of_no_week_keep_their_word() -> None:
    rows: Rows = [["Employee", "Mon", "Tue", "Wed", "Thu", "Fri"], ["Ana", 8.0, 7.0, 8.0, 6.0, 5.0]]
    found = _values(_read(rows, "Hours"), "effort", "person", "period", "start")
    assert found == [("Ana", day, None) for day in ("Mon", "Tue", "Wed", "Thu", "Fri")]


@pytest.mark.parametrize(
    ("headers", "days"),
    [
        (["07/Jan", "14/Jan", "21/Jan"], ["2026-01-07", "2026-01-14", "2026-01-21"]),
        (["22 Dec", "29 Dec", "5 Jan"], ["2026-12-22", "2026-12-29", "2027-01-05"]),
        (["Jan 20", "Jan 27", "Feb 3"], ["2026-01-20", "2026-01-27", "2026-02-03"]),
        (["24-Jan", "24-Feb", "24-Mar"], ["2024-01-31", "2024-02-29", "2024-03-31"]),
        (["Jan 24", "Jan 25", "Jan 26"], ["2024-01-31", "2025-01-31", "2026-01-31"]),
        (["Ago 1–25", "Sep 1–25", "1-25 oct"], ["2026-08-25", "2026-09-25", "2026-10-25"]),
    ],
)
def test_days_and_months_without_a_year_are_told_apart(headers: list[Value | None], days: list[str]) -> None:
    reading = _read([["KPI", *headers], ["Visits", 1.0, 2.0, 3.0], ["Leads", 4.0, 5.0, 6.0]])
    assert [str(d) for (d,) in _values(reading, "kpi_reading", "date")[:3]] == days


def test_a_day_written_with_dashes_is_one_day() -> None:
    reading = read("hours.csv", b"Employee,Project,Date,Hours\nAna,Alpha,01-02-2026,7.5\nBo,Beta,13-02-2026,8\n")
    assert _values(reading, "effort", "start", "end")[0] == (dt.date(2026, 2, 1), dt.date(2026, 2, 1))


def test_years_in_two_digits_over_two_years() -> None:
    rows: Rows = [
        ["Nøgletal", "ÅTD 25/26", "ÅTD 24/25", "Bemærkning"],
        ["Omsætning", 20.0, 19.0, "ok"],
        ["Løn", 3.0, 4.0, None],
    ]
    found = _values(_read(rows, "Nøgletal"), "kpi_reading", "kpi", "value")
    assert found[:2] == [("Omsætning", 20.0), ("Omsætning", 19.0)]


def test_the_last_step_without_a_day_is_the_target() -> None:
    rows: Rows = [
        ["Metric", "Baseline", "30d", "60d", "90d"],
        ["Conversion", 2.0, 2.5, 4.0, 5.0],
        ["NPS", 40.0, 45.0, 50.0, 60.0],
    ]
    reading = _read(rows, "KPIs")
    assert _values(reading, "kpi", "baseline", "target") == [(2.0, 5.0), (40.0, 60.0)]
    with_target: Rows = [["Metric", "Baseline", "Target", "30d", "60d", "90d"], ["A", 2.0, 9.0, 3.0, 4.0, 5.0]]
    assert _values(_read(with_target, "KPIs"), "kpi", "target") == [(9.0,)]


def test_what_is_to_be_reached_right_of_the_key_results_is_no_objective() -> None:
    rows: Rows = [
        ["KR", "目标", "状态"],
        ["KR1 用户", "5 位开发者", "待测"],
        ["KR2 安装率", "≥80%", "待测"],
        ["KR3 页面", "10 页", "待测"],
    ]
    reading = _read([["O1：发布"], [], *rows], "OKR")
    assert [c.field for c in reading.tables[0].columns][1] == "key_result.target"
    named: Rows = [
        ["Key result", "Objective"],
        ["Revenue 10m", "Grow"],
        ["NPS 50", "Delight"],
        ["Churn 3%", "Keep users"],
    ]
    assert len(_values(_read(named), "objective", "title")) == 3


def test_a_goal_right_of_a_mere_title_is_what_the_work_is_for() -> None:
    rows: Rows = [
        ["Title", "Goal", "Owner", "Start date", "Status"],
        ["Campus test", "Compare online with campus", "Ana", dt.date(2026, 1, 1), "Done"],
        ["Frame", "Agree with all partners", "Bo", dt.date(2026, 2, 1), "Done"],
        ["Ground", "Find the legal ground", "Cem", dt.date(2026, 3, 1), "Done"],
    ]
    assert "key_result" not in _kinds(_read(rows, "Roadmap"))


def test_marks_below_numbered_months_make_a_plan() -> None:
    head: list[Value | None] = ["Activity / Task", "Lead", "M1", "M2", "M3", "M4", "Outputs"]
    rows: Rows = [head, ["Scope", "Ana", "X", "X", None, None, "Paper"], ["Field", "Bo", None, None, "X", "X", None]]
    rows += [["Report", "Cem", None, None, None, "X", None]]
    found = _values(_read(rows, "Annex"), "milestone", "name", "start")
    assert found == [("Scope", None), ("Field", None), ("Report", None)]  # nobody says when the first month is


def test_a_value_in_money_is_no_effort() -> None:
    rows: Rows = [
        ["Concepto", "Período", "Valor"],
        ["Etapa 1", "jun 2026", "$570.000"],
        ["Mantención", "jul 2026", "$150.000"],
    ]
    assert not _values(_read(rows, "Cobro"), "effort", "item")


def test_labels_of_other_columns_below_a_framed_title_head_a_table_of_their_own() -> None:
    rows: Rows = [
        ["KR", "状态", "证据"], ["KR2.1 协议", "完成", "a"], ["KR2.2 样本", "完成", "b"],
        [], ["资产基线"], [],
        ["Brand", "MOD", "产物", "公开", "判断"], ["ONE", "有", "有", "有", "样本"], ["TWO", "有", "无", "有", "样本"],
    ]  # fmt: skip
    reading = _read(rows, "OKR")
    assert [str(t.range) for t in reading.tables] == ["A1:C3", "A7:E9"]
    assert len(_values(reading, "key_result", "title")) == 2


def test_lines_below_a_table_are_no_rows_however_many_they_are() -> None:
    rows: Rows = [
        ["Key initiatives"],
        [],
        ["Initiative", "Description", "Effort"],
        ["Policy", "Formalize", "Low"],
        ["Audit", "Check", "High"],
    ]
    rows += [[], ["Exit criteria"], *([[f"- [ ] criterion {n}"] for n in range(6)])]
    assert _values(_read(rows, "Roadmap"), "initiative", "title") == [("Policy",), ("Audit",)]


def test_dutch_headers() -> None:
    text = "Doelstelling;Kernresultaat;Trekker;Nulmeting;Streefwaarde;Huidige waarde;Status\nGroei;Meer klanten;Jan;10;20,5;15;Op schema\nGroei;Hogere NPS;Piet;30;50;40;Vertraagd\n"
    found = _values(read("okr.csv", text.encode()), "key_result", "title", "owner", "target", "status")
    assert found == [("Meer klanten", "Jan", 20.5, "on_track"), ("Hogere NPS", "Piet", 50.0, "off_track")]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([["NPS", 30.0, 50.0, 40.0], ["Churn", 8.0, 3.0, 5.0]], "key_result.current"),
        ([["NPS", 0.0, 100.0, 40.0], ["Churn", 0.0, 100.0, 5.0]], "key_result.progress"),
        ([["NPS", 30.0, 50.0, 0.7], ["Churn", 8.0, 3.0, 0.2]], "key_result.progress"),
        ([["NPS", 30.0, 50.0, 70.0], ["Churn", 8.0, 3.0, 20.0]], "key_result.progress"),
        ([["NPS", 30.0, 50.0, "40%"], ["Churn", 8.0, 3.0, "5%"]], "key_result.progress"),
    ],
)
def test_progress_between_baseline_and_target_is_where_it_stands(rows: Rows, field: str) -> None:
    reading = _read([["Key result", "Baseline", "Target", "Progress"], *rows], "OKRs")
    assert reading.tables[0].columns[3].field == field


def test_days_below_days_are_no_header() -> None:
    rows: Rows = [
        ["Milestone", "Baseline date", "Forecast date", "Actual date", "Slip (days)"],
        ["Gate 1", "2026-01-10", "2026-01-20", "2026-01-22", 12.0],
        ["Gate 2", "2026-03-10", "2026-03-20", None, 10.0],
    ]
    assert _values(_read(rows), "milestone", "name", "due") == [
        ("Gate 1", dt.date(2026, 1, 20)), ("Gate 2", dt.date(2026, 3, 20))
    ]  # fmt: skip


def test_what_was_realised_beside_a_budget_is_what_was_spent() -> None:
    rows: Rows = [["Projeto", "Gerente", "Orçamento", "Realizado"], ["Alfa", "Ana", "R$ 100.000", "R$ 45.000"]]
    assert [float(str(s)) for (s,) in _values(_read(rows, "Projetos"), "project", "spent")] == [45_000.0]


def test_a_goal_in_words_beside_an_indicator_is_what_it_measures() -> None:
    rows: Rows = [
        ["Meta", "Indicador", "Linha de base", "1º tri", "2º tri"],
        ["Reduzir fila", "Dias de espera", 30.0, 28.0, 25.0],
    ]
    rows += [["Aumentar vacinas", "Cobertura", 70.0, 75.0, 80.0]]
    reading = _read(rows, "Metas")
    assert _values(reading, "kpi", "perspective", "target")[0] == ("Reduzir fila", None)
    assert not [d for d in reading.diagnostics if d.code == "bad-value"]
