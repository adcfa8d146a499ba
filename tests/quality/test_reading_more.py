"""What is read from a text, continued: starts in brackets, hit rates, ranges, scopes, what is done for how many, names."""

import pytest

from okr_analytics.quality.framing import Task, frame
from okr_analytics.quality.items import Item
from okr_analytics.quality.lint import lint, lint_text
from okr_analytics.quality.numerals import numbers
from okr_analytics.quality.roles import Role
from okr_analytics.quality.text import analyse


def _codes(text: str) -> set[str]:
    return {finding.code for finding in lint_text(text).findings}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Answer tickets in 4 hours (from 9 hours)", (9, 4)),
        ("Enable releases 6x per week (from 2x)", (2, 6)),
        ("Subir el NPS a 50 (actualmente 38)", (38, 50)),
        ("Prazo de emissão < 5 dias (hoje 12 dias)", (12, 5)),
    ],
)
def test_an_aside_says_where_it_starts(text: str, ends: tuple[float, float]) -> None:
    reading = frame(Item(title=text))
    assert [(p.start.value, p.end.value) for p in reading.pairs] == [ends]
    assert reading.task is Task.NO


@pytest.mark.parametrize("text", ["Win 5 deals ($2M from 3 accounts)", "Grow revenue to $8M (+25% versus 2025)"])
def test_an_aside_that_is_no_start(text: str) -> None:
    assert not frame(Item(title=text)).pairs


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Identify 90% of fraudulent claims before payment", Role.OUTCOME),
        ("Identificar 80% das obras de alto risco antes do atraso", Role.OUTCOME),
        ("Detectar el 95% de los fraudes antes del pago", Role.OUTCOME),
        ("Identify 12 bottlenecks", Role.OUTPUT),
        ("Guides are rewritten for at least 3-5 teams", Role.OUTPUT),
        ("Incluir legenda em 100% das imagens", Role.PROGRESS),
        ("100% de operaciones con ficha de riesgos", Role.PROGRESS),
        ("Entregar el 85% de los proyectos a tiempo", Role.OUTCOME),
        ("Cero errores críticos reportados en el primer mes", Role.OUTCOME),
        ("Lograr una reducción del 30% en mermas", Role.OUTCOME),
        ("Build a model with a ratio 5% higher than today's", Role.OUTCOME),
    ],
)
def test_what_a_number_says(text: str, role: Role) -> None:
    reading = frame(Item(title=text))
    assert {m.role for part in reading.parts for m in part.measures} - {Role.NOTHING} == {role}


@pytest.mark.parametrize(
    "text",
    [
        "Files complete for all contracts > $500,000",
        "A board outlining the efforts on our 12-month roadmap",
        "Decisions are recorded in register 0032",
        "Publish job descriptions for all open hires",
        "Meet the SOC 2 compliance requirements",
    ],
)
def test_a_number_that_measures_nothing_leaves_the_task(text: str) -> None:
    assert frame(Item(title=text)).task


def test_a_duration_behind_a_hyphen_counts_where_it_is_what_is_wanted() -> None:
    assert frame(Item(title="Reach a 24-hour response time")).task is Task.NO
    assert numbers(analyse("Sub-2 second page load"))[0].counts


@pytest.mark.parametrize(
    "text",
    ["A reduction of 30% in scrap", "Uma redução de 20% nas filas", "Un aumento del 15% en matrículas", "Returns -40%"],
)
def test_a_change_as_a_noun_lacks_its_start(text: str) -> None:
    assert "KR202" in _codes(text)


def test_a_level_of_change_that_is_kept_lacks_no_start() -> None:
    assert "KR202" not in _codes("Manter crescimento de 20% ao ano")


@pytest.mark.parametrize(
    "text",
    ["Hold the Robust Endeavour fair", "Send the survey to 40 ASAP advisers", "No usability gap between age groups"],
)
def test_a_word_in_a_name_or_beside_a_measure_is_not_vague(text: str) -> None:
    assert "KR204" not in _codes(text)


def test_a_vague_word_stays_one_outside_names() -> None:
    assert "KR204" in _codes("Answer the auditors ASAP")
    assert "KR204" in _codes("Robust Disaster Recovery for the sites")


def test_a_heading_before_a_verb_is_no_verb() -> None:
    reading = frame(Item(title="Support: Increase contributions to the guide"))
    assert reading.head is not None
    assert reading.text.word(reading.head.first) == "increase"
    task = frame(Item(title="Sr Internal Audit Manager: First phase of testing the controls")).task_part
    assert task is not None
    assert task.segment.tokens[0] > 3


def test_a_span_holds_whole_words() -> None:
    title = "100% of P1 issues completed"
    (found,) = (f for f in lint_text(title).findings if f.code == "KR104")
    assert title[slice(*found.spans[0])].endswith(" issues")
    assert analyse("All P1").span(1, 2) == (4, 6)


def test_a_target_of_nought_counts_nothing() -> None:
    assert "KR103" not in {f.code for f in lint([Item(title="Analysis of the stock plan", target=0)]).findings}
