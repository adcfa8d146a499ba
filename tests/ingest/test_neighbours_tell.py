"""What a general or doubtful header means is told by the other headers, the cells below it and the codes of the rows."""

import datetime as dt
from decimal import Decimal

import pytest

from okr_analytics.ingest.reading import Reading, TableReading
from okr_analytics.ingest.understand import read
from okr_analytics.model import Effort, KpiReading, Milestone

DAY = dt.date(2026, 1, 15)


def _read(text: str, file: str = "sheet.csv") -> Reading:
    return read(file, text.encode(), as_of=DAY)


def _table(text: str, file: str = "sheet.csv") -> TableReading:
    (table,) = _read(text, file).tables
    return table


def _fields(text: str, file: str = "sheet.csv") -> dict[str, str | None]:
    return {column.header: column.field for column in _table(text, file).columns}


def test_rows_after_a_blank_row_go_on_where_they_have_numbers_in_the_same_columns() -> None:
    text = (
        "pillar,kpi_id,kpi_name,period,value,target,direction\n"
        "RR,MTTD,Time to detect,2025-Q1,12,8,down_is_good\nRR,MTTD,Time to detect,2025-Q2,10,8,down_is_good\n\n"
        "RC,COMP,Compliance % (scope),2025-Q1,88,95,up_is_good\nRC,COMP,Compliance % (scope),2025-Q2,90,95,up_is_good\n"
    )
    assert _table(text).records["kpi_reading"] == 4


def test_days_as_browsers_write_them() -> None:
    text = "Milestone,Target Date,Owner\nGo live,Sun Apr 26 2026 17:00:00 GMT-0700 (Pacific Daylight Time),Ana\n"
    found = _read(text + "Hand over,Fri May 01 2026 17:00:00 GMT+0200 (Central European Summer Time),Bo\n")
    days = [r.due for r in found.records if isinstance(r, Milestone)]
    assert days == [dt.date(2026, 4, 26), dt.date(2026, 5, 1)]


def test_a_title_of_its_own_makes_the_workstream_what_a_row_belongs_to() -> None:
    rows = "INI-001,Pilot contact preferences,Process Redesign,Ana,On Track\nINI-002,Streamline the library,Vendors,Bo,At Risk\n"
    found = _fields("id,title,workstream,owner,status\n" + rows)
    assert (found["title"], found["workstream"]) == ("initiative.title", None)


@pytest.mark.parametrize(
    ("code", "kind"), [("INI-", "initiative"), ("PRJ-", "project"), ("MS-", "milestone"), ("OBJ-", "objective")]
)
def test_the_codes_of_the_rows_say_what_they_are(code: str, kind: str) -> None:
    rows = "".join(f"{code}{n},{name},Ana\n" for n, name in enumerate(["New portal", "Shorter forms", "Open days"], 1))
    assert _table(f"id,title,owner,status\n{rows}".replace(",Ana\n", ",Ana,open\n")).kind == kind


def test_a_thing_with_codes_beside_a_name_is_the_code() -> None:
    text = "Proyectos,Nombre,Fecha Inicio,Estado\nPSSDV,Sol del Valle,01/02/2027,En Proceso\nPAMAS,Maschwitz Norte,15/08/2026,No Iniciado\n"
    found = _fields(text)
    assert (found["Proyectos"], found["Nombre"]) == ("project.code", "project.name")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Objective_ID,Objective_Type,Objective_Text,Baseline_Value,Target_Value,Current_Value,Target_Date\n"
            "OBJ001,Metric,Achieve quality score of 80%,68,80,79,2024-12-31\n"
            "OBJ002,Development,Shadow ten calls,0,10,8,2024-12-31\n",
            {
                "Objective_ID": "key_result.code",
                "Objective_Text": "key_result.title",
                "Baseline_Value": "key_result.baseline",
                "Target_Date": "key_result.due",
                "Objective_Type": None,  # says neither committed nor aspirational
            },
        ),
        (
            "Id,Title,objectiveDescription,objectiveStartDate,objectiveEndDate,team,owner,frequency\n"
            "0,Grow vortals,Advanced composite engine,2022-04-01,2023-03-31,RAiD,Ana,annual\n"
            "1,Fewer outages,Visionary zero tolerance,2022-04-01,2022-06-30,RAiD,Bo,quarterly\n",
            {"Title": "objective.title", "objectiveDescription": "objective.description"},
        ),
    ],
    ids=["measured objectives are results", "properties of objectives beside a general title"],
)
def test_objectives_and_what_is_said_of_them(text: str, expected: dict[str, str | None]) -> None:
    found = _fields(text)
    assert {header: found[header] for header in expected} == expected


@pytest.mark.parametrize(("words", "field"), [("experiment", "initiative.kind"), ("predictive", None)])
def test_a_type_is_taken_where_its_words_answer_it(words: str, field: str | None) -> None:
    text = f"initiative_id,initiative,type,owner\n1,Demand forecast,{words},Ana\n2,Copilot,{words},Bo\n"
    assert _fields(text, "initiatives.csv")["type"] == field


def test_words_of_task_lists_speak_against_projects() -> None:
    rows = "OPS-1,Re-key the locks,triaged,elena@example.org,2026-03-16,2026-03-17,1,doors\nOPS-2,Order desks,open,mira@example.org,2026-04-01,2026-04-20,2,rooms\n"
    found = _table(f"key,title,status,assignee,start date,due date,estimate,tags\n{rows}")
    assert found.kind in ("milestone", "initiative")


def test_weekdays_are_no_days_of_the_calendar() -> None:
    text = "Day,Task,Status\nSaturday,Deep clean,Todo\nSunday,Plan the week,Done\nMonday,Report,Todo\n"
    assert _fields(text)["Day"] is None


def test_ziel_over_sentences_is_no_target() -> None:
    text = "Ziel,Kennzahl,Ist\nDie Wartezeit verkürzen,Wartezeit in Tagen,12\nDas Angebot erweitern,Kurse,30\n"
    assert _fields(text)["Ziel"] != "kpi.target"


def test_weeks_numbered_below_a_year_are_weeks_of_that_year() -> None:
    text = (
        ",,WEEK 2025,,WEEK 2026,,,2026\nINDICADOR,REF.,51,52,1,2,3,JAN\n"
        "SLA Safari,%,80,82,74,75,74,78\nNotas com atraso,#,40,32,57,47,57,47\n"
    )
    found = _read(text)
    weeks = {r.date: r.value for r in found.records if isinstance(r, KpiReading) and r.kpi == "Notas com atraso"}
    assert (weeks[dt.date(2025, 12, 21)], weeks[dt.date(2026, 1, 11)]) == (40, 47)


def test_a_time_sheet_whose_only_words_are_remarks_says_there_what_was_done() -> None:
    text = "dato;timer;Note\n07/01/2026;1;Møde\n08/01/2026;5;Tegninger\n"
    assert _fields(text)["Note"] == "effort.item"


def test_what_is_to_be_done_names_the_action_and_how_does_not() -> None:
    text = "O que,Por que,Quem,Quando,Como,Status\nContratar,Equipe reduzida,Ana,30/05/2026,Edital,Aberto\nTreinar,Erros,Bia,30/06/2026,Oficina,Aberto\n"
    found = _fields(text, "Plano de ação.csv")
    assert (found["O que"], found["Como"]) in (("initiative.title", None), ("milestone.name", None))


def test_a_status_a_date_and_a_share_done_make_no_key_results() -> None:
    text = "id,name,owner,status,progress,due\n1,Portal,Ana,In Progress,72,2026-01-15\n2,App,Bo,Blocked,35,2026-02-28\n"
    assert _table(text).kind != "key_result"


@pytest.mark.parametrize(
    "text",
    [
        "codigo,nombre,cliente,estado,fecha_inicio,fecha_fin_estimada,horas_presupuestadas,horas_consumidas\n"
        "P-2026-01,DWH Corporativo,Banco Andino,En curso,2026-01-10,2026-09-30,2400,1650\n"
        "P-2026-02,Dashboards Comerciales,Retail Sur,En riesgo,2026-02-01,2026-08-15,900,720\n",
        "tipo,nome,periodo,ano_ini,ano_fim,detalhes,resumo\n"
        "Extensão,Meninas Digitais no Cerrado,2024/2026,2024,2026,Edital 02,A disparidade de gênero é uma preocupação\n"
        "Pesquisa,Desafios à permanência na área,2025/2026,2025,2026,Edital 11,A baixa representatividade persiste\n",
    ],
    ids=["budgeted hours make no time sheet", "a summary and a period make no key results"],
)
def test_a_list_of_projects_whatever_else_is_told_of_them(text: str) -> None:
    assert _table(text, "projetos.csv").kind == "project"


def test_who_when_and_how_many_hours_make_a_time_sheet_whatever_codes_stand_beside() -> None:
    text = (
        "Employee,Cost Center,Activity Code,Description,Day,Date,Hours,Project Code\n"
        "John Doe,CC1001,DEV,Development work,Monday,2024-12-02,8,PRJ001\n"
        "Jane Smith,CC1002,QA,Testing activities,Tuesday,2024-12-03,7.5,PRJ002\n"
    )
    found = _fields(text)
    assert (found["Date"], found["Day"], found["Hours"]) == ("effort.period", None, "effort.actual")


def test_the_type_of_a_dated_step_of_a_project_is_its_name() -> None:
    text = (
        "id,project_id,type,planned_date,actual_date,status\n"
        "1,1,Kickoff,2025-12-19,2025-12-21,Done\n2,1,Discovery,2026-01-05,,In Progress\n3,2,Kickoff,2026-01-07,,Planned\n"
    )
    assert _fields(text)["type"] == "milestone.name"


def test_an_empty_column_with_a_nearly_known_header_is_left_aside() -> None:
    text = "Objective,Key Result,Target,recovery_action\nGrow,Double revenue,2,\nGrow,Ten shops,10,\n"
    assert _fields(text)["recovery_action"] is None


def test_a_description_names_no_rows_where_another_column_does() -> None:
    text = "Nr.,Feature,Description,Status\n1,Native camera,Opens the camera directly,Done\n2,Bulk upload,Many receipts at once,\n"
    found = _fields(text, "roadmap.csv")
    assert found["Description"] is None
    assert found["Feature"] in ("milestone.name", "initiative.title")


def test_a_few_short_words_again_and_again_are_no_titles() -> None:
    rows = "".join(f"Core,Ana,Resolve the open items of vendor {n},120,0\n" for n in range(4))
    found = _fields(f"Core Goal,Team Member,Role Specific Goal,Baseline,Target\n{rows}", "goals.csv")
    assert found["Role Specific Goal"] == "key_result.title"


def test_columns_of_targets_by_month_are_targets() -> None:
    text = "month,revenue_target,customers_target\n2025-01,125000,9\n2025-02,140000,9\n2025-03,140000,9\n"
    found = _read(text, "kpi_targets.csv")
    assert [r.target for r in found.records if isinstance(r, KpiReading) and r.kpi == "customers_target"] == [9, 9, 9]


def test_check_in_and_check_out_of_a_time_clock() -> None:
    text = "Checkin,Checkout,Worktime\n02.01.2023-08:29:58,02.01.2023-11:34:47,3.1\n03.01.2023-12:08:32,03.01.2023-16:32:13,4.4\n"
    found = [(e.start, e.actual) for e in _read(text).records if isinstance(e, Effort)]
    assert found == [(dt.date(2023, 1, 2), Decimal("3.1")), (dt.date(2023, 1, 3), Decimal("4.4"))]


def test_the_number_of_a_manager_says_who_owns() -> None:
    text = "project_id,project_name,manager_id\nP01,Cedar Service,PM01\nP02,Harbor Onboarding,PM02\n"
    assert _fields(text)["manager_id"] == "project.owner"
