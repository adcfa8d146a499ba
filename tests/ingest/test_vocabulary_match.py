"""Headers and what they can mean: exact words, things with properties, overlaps, spelling, units and times."""

import pytest

from okr_analytics.ingest.vocabulary import header_languages, match, split_header


def _fields(header: str, least: float = 0.8) -> set[str]:
    return {candidate.field for candidate in match(header) if candidate.score >= least}


def _score(header: str, field: str) -> float:
    return next((c.score for c in match(header) if c.field == field), 0.0)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        # English
        ("Objective", "objective.title"), ("Key Results (KRs)", "key_result.title"), ("KR #1", "key_result.title"),
        ("Owner", "key_result.owner"), ("Assignee", "milestone.owner"), ("Target Value (FY25)", "key_result.target"),
        ("Start_Date", "project.start"), ("dueDate", "milestone.due"), ("Progress %", "key_result.progress"),
        ("% Progress", "key_result.progress"), ("Completion_%", "milestone.percent_complete"),
        ("PERCENT COMPLETE", "milestone.percent_complete"), ("RAG_Status", "project.status"),
        ("Mid-Q Score", "key_result.score"), ("Confidence (1-10)", "key_result.confidence"),
        ("Baseline", "key_result.baseline"), ("current_value", "key_result.current"), ("Actual", "kpi_reading.value"),
        ("KPI ID", "kpi.code"), ("Metric_Name", "kpi.name"), ("indicator_name", "kpi.name"),
        ("Reporting_Month", "kpi_reading.date"), ("frequency", "kpi.frequency"), ("Direction (↑/↓)", "kpi.direction"),
        ("Strategic Theme", "kpi.perspective"), ("responsible_dept", "kpi.unit"), ("Budget", "project.budget"),
        ("Actual Spend", "project.spent"), ("Actual End Date", "milestone.finished"), ("WBS", "milestone.code"),
        ("Task Name", "milestone.name"), ("Project Name", "project.name"), ("Effort (in Hours)", "effort.actual"),
        ("Time Spent", "effort.actual"), ("Estimated Hours", "effort.planned"), ("Staff Member", "effort.person"),
        ("Resource Group", "effort.unit"), ("Blockers", "check_in.problems"), ("Next steps", "check_in.plans"),
        ("Aligned To", "objective.parent"), ("What went well", "retrospective.note"), ("Lessons learned", "retrospective.note"),
        ("OKR Champion", "champion.person"), ("Member since", "champion.since"), ("Upper limit", "kpi.healthy_high"),
        ("Capacity (h/year)", "unit.capacity"), ("Executive Sponsor", "project.sponsor"), ("Weight %", "key_result.weight"),
        ("Committed / Aspirational", "objective.ambition"), ("Unit of measure", "key_result.measure"),
        ("Run / Grow / Transform", "effort.conversation"), ("Linked KR", "initiative.key_result"),
        # Portuguese
        ("Objetivo Estratégico", "objective.title"), ("Resultado-Chave", "key_result.title"),
        ("Responsável pelo KR", "key_result.owner"), ("Meta 2025", "key_result.target"), ("Linha de Base", "kpi.baseline"),
        ("Data Limite", "milestone.due"), ("Situação do Projeto", "project.status"), ("un_medida", "key_result.measure"),
        ("Realizado", "kpi_reading.value"), ("Unidade responsável", "project.unit"), ("Percentual de conclusão", "project.percent_complete"),
        ("Horas previstas", "effort.planned"), ("Próximos passos", "check_in.plans"), ("Grau de confiança", "key_result.confidence"),
        ("Periodicidade de medição", "kpi.frequency"), ("Orçamento (R$)", "project.budget"), ("inicial", "key_result.baseline"),
        ("id_kr", "check_in.key_result"), ("Lições aprendidas", "retrospective.note"),
        # Spanish
        ("Fecha Límite", "milestone.due"), ("Responsable del Key Result", "key_result.owner"), ("% Avance", "project.percent_complete"),
        ("Confianza", "key_result.confidence"), ("Línea base", "kpi.baseline"), ("Nombre del indicador", "kpi.name"),
        ("Unidad de medida", "kpi.measure"), ("Presupuesto", "project.budget"), ("Estado", "project.status"),
        # German
        ("Kennzahl", "kpi.name"), ("Zielwert", "kpi.target"), ("Verantwortlich", "kpi.owner"), ("Fällig am", "milestone.due"),
        ("Ist-Wert", "kpi_reading.value"), ("Umsetzungsgrad in %", "milestone.percent_complete"), ("Projektleiter/in", "project.owner"),
        ("Geplanter Aufwand (PT)", "effort.planned"), ("Kalenderwoche", "effort.period"), ("Schlüsselergebnis", "key_result.title"),
        ("Maßeinheit", "kpi.measure"), ("Ausgangswert", "key_result.baseline"),
        # French
        ("Indicateur", "kpi.name"), ("Valeur cible", "kpi.target"), ("Date d’échéance", "milestone.due"),
        ("Taux d’avancement", "project.percent_complete"), ("Pilote", "initiative.owner"), ("Résultat clé", "key_result.title"),
        ("Charge prévue (JH)", "effort.planned"), ("Fréquence de mesure", "kpi.frequency"), ("Axe stratégique", "kpi.perspective"),
        # Norwegian, Danish
        ("Ansvarlig enhet", "project.unit"), ("Frist", "milestone.due"), ("Nøkkelresultat", "key_result.title"),
        ("Måltall", "kpi.target"), ("Timer (h)", "effort.actual"), ("Nøgletal", "kpi.name"), ("Fremdrift %", "key_result.progress"),
        ("dato", "effort.period"), ("Navn", "effort.person"),
        # Chinese
        ("目标（O）", "objective.title"), ("关键结果（KRs）", "key_result.title"), ("信心指数", "key_result.confidence"),
        ("预计完成时间", "key_result.due"), ("主要责任人", "objective.owner"), ("目标负责人", "objective.owner"),
        ("完成率", "key_result.progress"), ("实际工时", "effort.actual"), ("指标名称", "kpi.name"),
    ],
)  # fmt: skip
def test_headers_of_the_field_are_understood(header: str, field: str) -> None:
    assert field in _fields(header)


def test_the_thing_that_a_header_names_comes_before_others() -> None:
    assert match("KR Owner")[0].field == "key_result.owner"
    assert match("Project Status")[0].field == "project.status"
    assert match("Milestone due date")[0].field == "milestone.due"
    assert match("KPI target")[0].field == "kpi.target"
    assert match("Situação do indicador")[0].kind in {"other", "kpi"}
    assert _score("Project Status", "key_result.status") < 0.75


def test_a_property_that_a_thing_does_not_have_is_no_field_of_another() -> None:
    best = match("Objective progress")[0]
    assert best.field == "other.objective_progress"
    assert _score("Objective progress", "key_result.progress") < 0.6


def test_a_word_of_several_kinds_gives_all_of_them() -> None:
    assert _fields("Status") >= {"key_result.status", "project.status", "milestone.status", "initiative.status"}
    assert _fields("Unit") >= {"key_result.measure", "kpi.measure", "objective.unit", "unit.name"}
    assert _fields("Start") >= {"key_result.start", "project.start"}
    assert _fields("Target") >= {"key_result.target", "kpi.target"}
    assert _fields("Name") >= {"project.name", "kpi.name", "unit.name"}


@pytest.mark.parametrize(
    ("header", "field"),
    [("Objetive", "objective.title"), ("Responsible Persn", "key_result.owner"), ("Deadlnie", "milestone.due"), ("Responsavle", "kpi.owner"),
     ("Proyect", "project.name"), ("Zustaendig", "initiative.owner"), ("Commnets", "key_result.comment")],
)  # fmt: skip
def test_one_typing_error_is_forgiven(header: str, field: str) -> None:
    assert _score(header, field) >= 0.5
    assert "read as" in match(header)[0].how or _score(header, field) > 0.9


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Resp. Person", "key_result.owner"),
        ("Tgt Val", "key_result.target"),
        ("Proj Mgr", "project.owner"),
        ("Est. Hrs", "effort.planned"),
        ("Indikatorname", "kpi.name"),
    ],
)
def test_abbreviations_and_compounds_are_written_out(header: str, field: str) -> None:
    assert _score(header, field) >= 0.7


def test_bilingual_headers_are_read_on_both_sides() -> None:
    assert _score("Objetivo / Objective", "objective.title") > 0.7
    assert _score("Name\nNom", "project.name") > 0.7


@pytest.mark.parametrize(
    "header", ["Predecessors", "Variance", "Risk level", "Data Source", "Created At", "Formula", "Tendência", "Écart"]
)
def test_known_headers_that_nothing_is_loaded_from_are_named(header: str) -> None:
    assert match(header)[0].kind == "other"


@pytest.mark.parametrize("header", ["", "   ", "???", "Xyzzy", "Qwrt plmk", "2025", "Jan"])
def test_unknown_headers_have_no_candidates(header: str) -> None:
    assert match(header) == ()


def test_known_languages_come_first() -> None:
    german = {c.field: c.score for c in match("Ist", languages=["en"])}
    assert german["kpi_reading.value"] < match("Ist")[0].score


def test_candidates_are_sorted_and_say_why() -> None:
    found = match("Target Value (FY25)")
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert len({c.field for c in found}) == len(found)
    assert "target value" in found[0].how
    assert "English" in found[0].how
    assert (found[0].kind, found[0].name) == tuple(found[0].field.split("."))


@pytest.mark.parametrize(
    ("header", "words", "measure", "number", "period"),
    [
        ("Target Value (FY25) [k€]", "target value", "k€", None, "fy25"),
        ("Hours (h)", "hours", "h", None, None),
        ("Custo (R$ mil)", "custo", "r$ mil", None, None),
        ("Progress %", "progress", "%", None, None),
        ("KR #3", "kr", None, 3, None),
        ("key_result_1_title", "key result title", None, 1, None),
        ("Q1 Actual", "actual", None, None, "q1 actual"),
        ("Meta 2025", "meta", None, None, "meta 2025"),
        ("Actual (Sep 2021)", "actual", None, None, "sep 2021"),
        ("Realizado jan/25", "realizado", None, None, "realizado jan/25"),
        ("Jan", "", None, None, "jan"),
        ("W12", "", None, None, "w12"),
        ("2025", "", None, None, "2025"),
        ("Set target", "set target", None, None, None),
        ("KPIName", "kpi name", None, None, None),
        ("OKRs", "okrs", None, None, None),
        ("Duration* (Work Days)", "duration", "d", None, None),
    ],
)
def test_a_header_is_taken_apart(
    header: str, words: str, measure: str | None, number: int | None, period: str | None
) -> None:
    parts = split_header(header)
    assert (parts.words, parts.measure, parts.number) == (words, measure, number)
    assert (parts.period.name if parts.period else None) == period


def test_the_time_in_a_header_has_its_days() -> None:
    period = split_header("Actual (Sep 2021)").period
    assert period is not None
    assert (period.start is not None, period.grain) == (True, "month")
    bare = split_header("Q1 Actual", year=2025).period
    assert bare is not None
    assert bare.year == 2025


@pytest.mark.parametrize(
    ("headers", "languages"),
    [
        (["Objetivo", "Meta", "Responsável", "Prazo", "Situação", "Status"], "pt"),
        (["Objective", "Target", "Owner", "Deadline", "Status"], "en"),
        (["Kennzahl", "Zielwert", "Verantwortlich", "Status"], "de"),
        (["Indicateur", "Valeur cible", "Échéance", "Direction"], "fr"),
        (["Nøkkelresultat", "Ansvarlig", "Frist"], "no"),
        (["目标", "关键结果", "负责人"], "zh"),
        (["Indicador", "Línea base", "Responsable", "Fecha límite"], "es"),
    ],
)
def test_the_language_of_a_header_row_is_told(headers: list[str], languages: str) -> None:
    assert header_languages(headers)[0] == languages


def test_a_word_of_two_languages_follows_the_sheets_language() -> None:
    assert match("Direction")[0].field in {"kpi.direction", "key_result.kind"}
    assert match("Direction", languages=["fr"])[0].name == "unit"
    assert header_languages(["Xyzzy"]) == ()
