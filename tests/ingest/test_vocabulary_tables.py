"""Sheet names, tables that aren't ours, total and note rows, and known exports."""

import pytest

from okr_analytics.ingest.vocabulary import foreign_table, is_note_row, is_total_label, kind_words, known_export


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("OKR Tracker 2025", "key_result"), ("Team OKRs", "key_result"), ("Plano de ação", "initiative"),
        ("Indicadores", "kpi"), ("KPI Data", "kpi_reading"), ("Timesheet March", "effort"), ("Gantt Chart (weekly)", "milestone"),
        ("Carteira de Projetos", "project"), ("Maßnahmenplan", "initiative"), ("Zeiterfassung KW 12", "effort"),
        ("Tableau de bord", "kpi"), ("Feuille de temps", "effort"), ("Timeliste", "effort"), ("周报", "check_in"),
        ("Lecciones aprendidas", "retrospective"), ("Check-ins", "check_in"), ("OKR Champions", "champion"),
        ("Estrutura", "unit"), ("Ciclos", "cycle"), ("Annual targets", "target"),
    ],
)  # fmt: skip
def test_sheet_names_hint_at_kinds(name: str, kind: str) -> None:
    scores = kind_words(name)
    assert scores[kind] >= 0.6
    assert all(0 < score <= 1 for score in scores.values())


@pytest.mark.parametrize("name", ["Sheet1", "Q1 2025", "", "Foo"])
def test_a_name_that_says_nothing_hints_at_nothing(name: str) -> None:
    assert not kind_words(name)


@pytest.mark.parametrize(
    ("headers", "title", "what"),
    [
        (["Id", "Risk", "Probability", "Impact", "Strategy", "Project Occurrence", "Categories"], "", "risk log"),
        (
            ["ID", "Type", "Description", "Impact", "Probability", "Owner", "Status", "Mitigation"],
            "RAID Log",
            "risk log",
        ),
        (["Risco", "Probabilidade", "Impacto", "Plano de mitigação", "Responsável"], "Riscos", "risk log"),
        (
            ["Name", "Alias", "Department", "Project", "Role", "Com Plan", "Interest", "Influence"],
            "Stakeholders",
            "stakeholders",
        ),
        (
            ["Plan", "Audience", "Channel", "Recurrence", "Owner", "Distribution"],
            "Communication Plan",
            "communication plan",
        ),
        (["类别", "检查标准", "检查结果（Y/N）"], "OKR检查清单", "checklist"),
        (["Row Labels", "Sum of Hours", "Grand Total", "Column Labels"], "Pivot", "pivot"),
        ([], "Instructions", "instructions"),
        ([], "Legende", "legend"),
        (["Anforderung", "Akzeptanzkriterium"], "Anforderungen", "requirements"),
        (["Inputs", "Outputs", "Outcomes", "Impact"], "Logframe", "theory of change"),
    ],
)
def test_tables_that_are_not_ours_are_named(headers: list[str], title: str, what: str) -> None:
    found = foreign_table(headers, title)
    assert found is not None
    assert what in found.what
    assert found.score >= 0.5
    assert found.how


def test_a_responsibility_matrix_is_known_by_its_cells() -> None:
    found = foreign_table(["Step", "TPM", "SDM"], values=["A", "C", "C", "R", "A/R", "I", "R", "C"])
    assert found is not None
    assert found.score > 0.9
    assert foreign_table(["Step", "Status", "Flag"], values=["A", "A", "A", "A", "A", "A", "A"]) is None


@pytest.mark.parametrize(
    "headers",
    [
        ["Project Name", "Status", "Progress %", "Budget", "Actual Spend", "Variance", "Risk Level", "Owner"],
        ["Objective", "Key Result", "Owner", "Target", "Actual", "Status"],
        ["KPI", "Target", "Actual", "Status", "Comments"],
        ["Date", "User", "Project", "Task", "Hours"],
    ],
)
def test_our_own_tables_are_not_called_foreign(headers: list[str]) -> None:
    assert foreign_table(headers) is None


def test_a_title_alone_weighs_less_against_headers_that_do_not_fit() -> None:
    alone, beside = foreign_table([], "Definitions"), foreign_table(["Objective", "Key Result", "Owner"], "Definitions")
    assert alone is not None
    assert beside is not None
    assert beside.score < alone.score


@pytest.mark.parametrize(
    "text",
    [
        "Total",
        "Grand Total",
        "Totals:",
        "Total hours",
        "Total Q1",
        "Média geral",
        "Summe",
        "Gesamt",
        "Total général",
        "Sum timer",
        "合计",
        "部门合计",
        "Subtotal Marketing",
        "Ø",
    ],
)
def test_total_rows_are_known(text: str) -> None:
    assert is_total_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Reduce total cost of ownership",
        "Totally new product",
        "KR1",
        "Summer campaign",
        "Average handling time below 5 min",
    ],
)
def test_records_are_no_totals(text: str) -> None:
    assert not is_total_label(text)


@pytest.mark.parametrize(
    "texts",
    [
        ["© 2018 Somebody - All Rights Reserved"],
        ["Note: all figures preliminary"],
        ["* = an automatically calculated cell"],
        ["Fonte: sistema de gestão"],
        ["Source:", "ERP"],
        ["Legende"],
        ["注：数据为初步统计结果，仅供参考使用"],
        ["Obs.: valores parciais", ""],
    ],
)
def test_note_rows_are_known(texts: list[str]) -> None:
    assert is_note_row(texts)


@pytest.mark.parametrize("texts", [["KR1", "Reach", "5"], ["Increase sales"], ["Source code quality", "5"], [], [""]])
def test_records_are_no_notes(texts: list[str]) -> None:
    assert not is_note_row(texts)


@pytest.mark.parametrize(
    ("headers", "name", "kind", "field"),
    [
        (
            ["ID", "Title", "Object Type", "Owner", "Teams", "Time Period", "Aligned To", "Progress %", "Status", ""],
            "Viva Goals",
            "key_result",
            ("Time Period", "key_result.cycle"),
        ),
        (
            ["task name", "DURATION", "Start", "Finish", "Predecessors", "% Complete", "WBS"],
            "MS Project",
            "milestone",
            ("% Complete", "milestone.percent_complete"),
        ),
        (
            ["Nr.", "Vorgangsname", "Dauer", "Anfang", "Ende", "Vorgänger"],
            "MS Project, German",
            "milestone",
            ("Ende", "milestone.due"),
        ),
        (
            ["Date", "Objective", "Key result", "Value", "Unit", "Confidence", "Note", "By"],
            "OpenOKR (history)",
            "check_in",
            ("Value", "check_in.value"),
        ),
        (
            ["Summary", "Issue key", "Issue id", "Issue Type", "Status", "Assignee", "Due date", "Labels", "Labels"],
            "Jira",
            "milestone",
            ("Summary", "milestone.name"),
        ),
        (["User", "Project", "Task", "Start", "End", "Duration"], "Clockify", "effort", ("Duration", "effort.actual")),
    ],
)
def test_known_exports_are_recognised(headers: list[str], name: str, kind: str, field: tuple[str, str]) -> None:
    found = known_export(headers)
    assert found is not None
    assert found.name.startswith(name)
    assert (found.kind, found.fields[field[0]]) == (kind, field[1])
    assert found.score > 0.8


def test_a_few_common_headers_are_no_export() -> None:
    assert known_export(["Objective", "Key Result", "Owner", "Status"]) is None
    assert known_export([]) is None
    assert (
        known_export(["Task Name", "Duration", "Start", "Finish", "Predecessors", *[f"Own {i}" for i in range(20)]])
        is None
    )
