"""Sheets of shapes and words that nobody planned for: what a header means is told by its neighbours, cells and language."""

import datetime as dt

import pytest

from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read

DAY = dt.date(2026, 1, 15)


def _read(text: str, file: str = "sheet.csv") -> Reading:
    return read(file, text.encode(), as_of=DAY)


def _kind(text: str, file: str = "sheet.csv") -> str:
    """The kind of the only table, "other" where nothing is drawn from it."""
    (table,) = _read(text, file).tables
    return table.kind if table.records else "other"


def _fields(text: str, file: str = "sheet.csv") -> dict[str, str | None]:
    (table,) = _read(text, file).tables
    return {column.header: column.field for column in table.columns}


@pytest.mark.parametrize(
    "text",
    [
        "bill,tip,smoker,day,time,size\n9.5,1.2,No,Sun,Dinner,2\n11.0,2.0,Yes,Sat,Lunch,3\n",
        "PassengerId,Pclass,Name,Age,Ticket\n1,3,Kelly,30,A1\n2,1,Wilkes,40,B2\n3,2,Myles,20,C3\n",
        "Order ID,Order Date,Customer Name,Category,Quantity\nA1,2025-01-02,Ada,Pens,3\nA2,2025-01-03,Bo,Ink,4\n",
        "EmployeeID,Name,Department,JobTitle,Salary\n1,Ada,IT,Engineer,5\n2,Bo,HR,Clerk,4\n3,Cy,IT,Head,7\n",
        "blog,followers,posts,date\na,9,67,2025-01-01\nb,15,104,2025-01-01\na,10,70,2025-01-02\n",
    ],
    ids=["restaurant", "passengers", "orders", "staff", "statistics"],
)
def test_data_of_another_trade_is_left_aside(text: str) -> None:
    found = _read(text)
    assert found.records == ()
    assert all(table.kind == "other" or table.is_asked for table in found.tables)
    assert all(unused.reason for unused in found.unused)


def test_a_word_counts_in_the_language_of_the_sheet() -> None:
    portuguese = "Time,Objetivo,Resultado-chave,Meta\nVendas,Crescer,Dobrar a receita,2\nTI,Crescer,Abrir lojas,3\n"
    assert _fields(portuguese)["Time"] == "key_result.unit"
    english = "Date,Time,Task,Person\n2025-01-02,3.5,Review,Ada\n2025-01-03,4,Plan,Bo\n"
    assert _fields(english)["Time"] == "effort.actual"


def test_a_code_or_date_of_something_unknown_is_none_of_ours() -> None:
    text = (
        "KPI,Pillar ID,Constraint Date,Target,Actual\nWaiting time,P1,2025-01-01,20,25\nComplaints,P2,2025-02-01,5,7\n"
    )
    found = _fields(text)
    assert (found["Pillar ID"], found["Constraint Date"]) == (None, None)
    assert (found["KPI"], found["Target"], found["Actual"]) == ("kpi.name", "kpi.target", "kpi_reading.value")


def test_a_code_before_its_thing_is_no_code() -> None:
    assert "milestone.code" not in _fields(
        "Phase,Key steps,Owner,Due date\nA,Buy,Ada,2025-03-01\nB,Build,Bo,2025-06-01\n"
    )


def test_tasks_with_a_project_are_no_projects() -> None:
    text = "Name,Status,Project,Priority,Due\nMenu,Open,Site,High,2025-03-01\nLogo,Done,Site,Low,2025-04-01\n"
    found = _fields(text)
    assert (found["Name"], found["Project"]) == ("milestone.name", "milestone.project")
    assert found["Priority"] is None


def test_projects_with_a_phase_are_no_milestones() -> None:
    text = "Project Title,Phase,Sponsor,Start,RAG,Budget\nLibrary,Delivery,D. Hall,2025-01-01,A,5000\nBus,Design,E. Fox,2025-02-01,G,1200\n"
    assert _kind(text) == "project"
    assert _fields(text)["Phase"] is None


def test_a_word_that_says_what_rows_are_makes_them_tasks() -> None:
    text = "Type,Subject,Priority,Due\nTask,Write the guide,High,2025-03-01\nPhase,Launch,Low,2025-04-01\nTask,Test,Low,2025-05-01\n"
    assert _kind(text, "roadmap.csv") == "milestone"


def test_indicators_of_objectives_are_measured_and_no_bare_objectives() -> None:
    text = (
        "Objetivo,Indicador,Meta,Prazo\nReduzir filas,Espera média,20,2025-06-30\nReduzir filas,Faltas,5,2025-06-30\n"
    )
    found = _fields(text, "objetivos.csv")
    assert found["Objetivo"] == "objective.title"
    assert (found["Indicador"], found["Meta"]) == ("key_result.title", "key_result.target")


def test_a_goal_in_numbers_is_a_target_and_in_words_an_objective() -> None:
    numbers = "Indicateur;Objectif;Réalisé\nSatisfaction;95;93\nRetours;15;13\n"
    assert _fields(numbers)["Objectif"] == "kpi.target"
    words = "Ziel;Kennzahl;Zielwert\nKurze Wege;Dauer in Tagen;20\nWenig Fehler;Fehlerquote;5\n"
    assert _fields(words)["Zielwert"] in ("key_result.target", "kpi.target")
    assert _fields(words)["Ziel"] not in ("kpi.target", "target.value", "key_result.target")


def test_an_amount_is_a_number_and_a_size_of_shirts_is_none() -> None:
    text = "Item,Kind,Effort,Theme\nMenu,feature,M,Daily\nLogo,fix,S,Daily\nSearch,feature,L,Data\n"
    assert _fields(text)["Effort"] is None


def test_a_stretch_of_the_day_is_no_amount_of_hours() -> None:
    found = _fields("Dato;Tid;Timer;Note\n2025-01-07;8:15-13:00;4,75;Model\n2025-01-08;9:00-12:00;3;Notat\n")
    assert (found["Tid"], found["Timer"]) == (None, "effort.actual")


def test_progress_in_words_is_a_status() -> None:
    text = "Objective,Key Result,Progress\nGrow,Win 10 cities,On track\nGrow,Double sales,At risk\n"
    assert _fields(text)["Progress"] == "key_result.status"


def test_a_number_of_the_row_names_no_kpi() -> None:
    rows = [
        f"{n},{name},2025-0{month},{n * 3}"
        for n, (name, month) in enumerate([("Sales", 1), ("Sales", 2), ("Calls", 1)], 7)
    ]
    found = _fields("id_kpi,kpi,month,value\n" + "\n".join(rows))
    assert found["kpi"] in ("kpi_reading.kpi", "kpi.name")
    assert found["id_kpi"] != "kpi_reading.kpi"


def test_years_to_come_beside_a_baseline_are_targets() -> None:
    text = "kpi_name,unit,baseline,y1_2026_27,y2_2027_28\nTax gap,percent,20,18,16\nAudits,number,4,6,8\n"
    found = _read(text, "kpis.csv")
    targets = [(r.values()["date"], r.values()["value"]) for r in found.records if r.record_kind == "target"]
    assert (dt.date(2027, 3, 31), 18.0) in targets
    assert len(targets) == 4


def test_times_with_words_take_the_year_of_the_sheet() -> None:
    text = "Indicateur,Cible 2025,Réalisé T1,Réalisé T2\nSatisfaction,85,79,81\nDélai,8,11,10\n"
    found = _read(text, "indicateurs 2025.csv")
    readings = {(r.values()["date"], r.values()["value"]) for r in found.records if r.record_kind == "kpi_reading"}
    assert (dt.date(2025, 3, 31), 79.0) in readings
    assert (dt.date(2025, 6, 30), 10.0) in readings


def test_days_of_a_week_are_those_of_the_week_above() -> None:
    text = "Week of 2025-03-03\n\nProject,Mon,Tue,Wed,Thu,Fri\nPortal,8,8,4,8,8\nAdmin,,,4,,\n"
    found = _read(text, "timesheet.csv")
    hours = {(r.values()["start"], r.values()["actual"]) for r in found.records if r.record_kind == "effort"}
    assert (dt.date(2025, 3, 5), 4) in {(day, int(amount)) for day, amount in hours}
    assert len(found.records) == 6


def test_days_of_no_known_week_are_read_without_a_day() -> None:
    found = _read("Project,Mon,Tue,Wed,Thu,Fri\nPortal,8,8,4,8,8\nAdmin,,,4,,\n", "timesheet.csv")
    (table,) = found.tables
    assert table.kind == "effort"
    effort = [r.values() for r in found.records]
    assert len(effort) == 6
    assert all(e["period"] and e["start"] is None for e in effort)


def test_a_sum_of_the_year_so_far_is_no_month() -> None:
    found = _fields("KPI,Jan 2025,Feb 2025,YTD\nSales,3,4,7\nCalls,10,12,22\n")
    assert (found["Feb 2025"], found["YTD"]) == ("kpi_reading.value", None)


def test_a_share_beside_its_hours_is_not_counted_again() -> None:
    found = _fields("Person,Date,Actual hours,Utilization %\nAda,2025-01-02,39,97.5\nBo,2025-01-03,41,102.5\n")
    assert (found["Actual hours"], found["Utilization %"]) == ("effort.actual", None)


def test_a_day_of_a_key_result_is_when_it_is_due() -> None:
    found = _fields("Key Result,Baseline,Target,Date\nWin cities,2,10,2026-06-30\nSell more,5,9,2026-06-30\n")
    assert found["Date"] == "key_result.due"


def test_when_a_key_result_was_updated_is_not_when_it_is_due() -> None:
    found = _fields("Key Result,Baseline,Target,Last updated\nWin cities,2,10,2026-06-30\nSell more,5,9,2026-06-30\n")
    assert found["Last updated"] != "key_result.due"


def test_a_column_that_is_not_sure_is_said() -> None:
    found = _read("Key Result,Baseline,Target,Date\nWin cities,2,10,2026-06-30\nSell more,5,9,2026-06-30\n")
    (said,) = [d for d in found.diagnostics if d.code == "unsure-column"]
    assert '"Date"' in said.message
    assert said.where is not None


def test_work_with_a_state_and_days_is_no_effort_though_its_effort_is_estimated() -> None:
    text = "title,description,status,assignee,startDate,dueDate,estimate,effort\nPaint,Blue,open,Ada,2026-03-01,2026-03-09,1,2\n"
    assert _kind(text) != "effort"


def test_who_signed_is_no_champion() -> None:
    assert (
        _kind("Rolle,Name,Datum,Unterschrift\nTester,A. Lund,01.02.2026,al\nBetrieb,B. Dahl,03.02.2026,bd\n") == "other"
    )


def test_a_metric_below_an_objective_measures_the_row_and_is_no_kpi() -> None:
    text = "id,title,metric_name,metric_start,metric_target,parent_objective_id\n"
    rows = "A2,Win cities,Cities,2,10,A1\nA3,Sell more,Sales,5,9,A1\nA4,Call back sooner,Hours,8,4,A1\n"
    found = _fields(text + rows)
    assert (found["title"], found["metric_target"]) == ("key_result.title", "key_result.target")
