"""What is read from a text: language, numbers and what masks them, pairs, verbs, phrases, word lists."""

import json
from pathlib import Path

import pytest

from okr_analytics.quality.framing import frame
from okr_analytics.quality.items import Item
from okr_analytics.quality.lexicon import LANGUAGES, fold, lexicon
from okr_analytics.quality.morphology import noun_forms, verb_forms
from okr_analytics.quality.number import Mask, Unit
from okr_analytics.quality.numerals import numbers
from okr_analytics.quality.phrases import pairs
from okr_analytics.quality.roles import Role
from okr_analytics.quality.text import analyse

FOLDER = Path(__file__).parents[2] / "okr_analytics" / "quality" / "lexicons"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Increase on-time delivery from 71% to 85%", "en"),
        ("Reduzir a fila de espera por vaga em creche", "pt"),
        ("Reducir el tiempo de espera de los pacientes", "es"),
        ("Die Wartezeit in der Ambulanz wird für alle Patienten kürzer", "other"),
        ("Réduire le délai de réponse pour les usagers dans nos agences", "other"),
        ("顧客満足度を60から75に上げる", "other"),
        ("12 streams", "en"),
        ("", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert analyse(text).language == language


def test_a_short_text_takes_the_language_of_its_neighbours() -> None:
    assert analyse("NPS 60", hint="pt").language == "pt"
    assert analyse("NPS 60").language == "en"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$1.2M in sales", 1.2e6, Unit.MONEY),
        ("R$ 0,40 por transação", 0.4, Unit.MONEY),
        ("3,000 sign-ups", 3000, Unit.NONE),
        ("de 3.200 para menos crianças", 3200, Unit.NONE),
        ("99,9% de disponibilidade", 99.9, Unit.PERCENT),
        ("15 percent of orders", 15, Unit.PERCENT),
        ("up 5 pp", 5, Unit.POINTS),
        ("3x the traffic", 3, Unit.MULTIPLE),
        ("300 ms", 300, Unit.TIME),
        ("24h", 24, Unit.TIME),
        ("sales efficiency of 1.0", 1.0, Unit.NONE),
        ("10k users", 10_000, Unit.NONE),
        ("two thirds of members", 2, Unit.NONE),
        ("Double the visitors", 2, Unit.MULTIPLE),
    ],
)
def test_a_number_with_its_unit(text: str, value: float, unit: Unit) -> None:
    found = numbers(analyse(text))[0]
    assert (found.value, found.unit, found.mask) == (pytest.approx(value), unit, Mask.NO)


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("Launch Foo 4.1", Mask.NAME),
        ("Ship v3.2", Mask.NAME),
        ("Use Python 3.12.1", Mask.NAME),
        ("Reduce P95 latency", Mask.NAME),
        ("Obtain ISO 9001", Mask.NAME),
        ("Be a top-3 player", Mask.NAME),
        ("Close #1736", Mask.NAME),
        ("Finish phase 2", Mask.NAME),
        ("KR 2: Delight", Mask.NAME),
        ("by 15 January", Mask.DATE),
        ("até 30 de junho", Mask.DATE),
        ("by March 7", Mask.DATE),
        ("in 2030", Mask.DATE),
        ("until 2025-12-31", Mask.DATE),
        ("until 31.12.2025", Mask.DATE),
        ("write a 12 month roadmap", Mask.FRAME),
        ("within the next 6 months", Mask.FRAME),
        ("nos primeiros 30 dias", Mask.FRAME),
        ("Complete the roadmap for everybody: 6/10", Mask.STATUS),
        ("Publish the dashboards (50% complete)", Mask.STATUS),
        ("Launch the portal everywhere - 50%", Mask.STATUS),
        ("Close the WCAG 2.2 AA gap", Mask.NAME),
        ("Effort sized for 2H planning", Mask.NAME),
        ("Unknown pages return real 404s", Mask.NAME),
        ("The Slice 0 decisions are recorded", Mask.NAME),
        ("ISO 27001 certification achieved", Mask.NAME),
    ],
)
def test_a_number_that_measures_nothing(text: str, mask: Mask) -> None:
    assert {n.mask for n in numbers(analyse(text))} == {mask}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("NPS from 40 to 60", (40, 60)),
        ("Churn 8% → 5%", (8, 5)),
        ("Raise to 60 from 40", (40, 60)),
        ("Reduzir de 40 para 15 dias", (40, 15)),
        ("Aumentar la conversión del 2% al 5%", (2, 5)),
        ("Raise availability from 96.64% to a consistent 99.95%", (96.64, 99.95)),
    ],
)
def test_pairs(text: str, ends: tuple[float, float]) -> None:
    read = analyse(text)
    found = pairs(read, numbers(read))
    assert [(p.start.value, p.end.value) for p in found] == [ends]


@pytest.mark.parametrize(
    "text", ["between 2 and 4 hours", "hire 2 managers and 3 engineers", "by 30 Sep to 2025 standards"]
)
def test_what_is_no_pair(text: str) -> None:
    read = analyse(text)
    assert pairs(read, numbers(read)) == ()


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Run 4 customer workshops", "workshops"),
        ("10 product use-case videos or blogs published", "videos"),
        ("3 oficinas com professores", "oficinas"),
        ("Conseguir 40 nuevos clientes en el sector hotelero", "clientes"),
    ],
)
def test_the_head_of_a_noun_phrase(text: str, counted: str) -> None:
    reading = frame(Item(title=text))
    measure = next(m for part in reading.parts for m in part.measures)
    assert measure.phrase is not None
    assert reading.text.word(measure.phrase.head) == counted


def test_every_percentage_has_its_role() -> None:
    roles = {
        "80% of attendees rate the training as useful": Role.OUTCOME,
        "Update 50% of the degree sheets": Role.PROGRESS,
        "100% of team members participate in a workshop": Role.OUTPUT,
        "Reach 110% of the plan": Role.OUTCOME,
        "Complete 90% of the plan": Role.PROGRESS,
        "Deliver 95% of orders in 24h": Role.OUTCOME,
    }
    for text, role in roles.items():
        found = {
            m.role for part in frame(Item(title=text)).parts for m in part.measures if m.number.unit is Unit.PERCENT
        }
        assert found == {role}, text


@pytest.mark.parametrize(
    ("verb", "language", "form", "kind"),
    [
        ("plan", "en", "planned", "past"),
        ("identify", "en", "identifies", "third"),
        ("make", "en", "making", "ing"),
        ("roll out", "en", "rolling out", "ing"),
        ("implantar", "pt", "implantado", "past"),
        ("concluir", "pt", "concluida", "past"),
        ("crear", "es", "creando", "ing"),
    ],
)
def test_verb_forms(verb: str, language: str, form: str, kind: str) -> None:
    assert verb_forms(verb, "", language)[form] == kind


def test_irregular_verbs_have_no_regular_past() -> None:
    forms = verb_forms("write", "wrote written", "en")
    assert forms["written"] == "past"
    assert "writed" not in forms


@pytest.mark.parametrize(
    ("noun", "language", "form"),
    [
        ("policy", "en", "policies"),
        ("workshops", "en", "workshop"),
        ("launch", "en", "launches"),
        ("processo", "pt", "processos"),
        ("reuniao", "pt", "reuniao"),
        ("acao", "pt", "acoes"),
        ("capacitacion", "es", "capacitaciones"),
        ("tiempo de espera", "es", "tiempos de espera"),
    ],
)
def test_noun_forms(noun: str, language: str, form: str) -> None:
    assert form in noun_forms(noun, language)


def test_folding_keeps_the_length() -> None:
    for text in ("Ação às 10 h", "İstanbul ß ﬁ", "naïve"):
        assert len(fold(text)) == len(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_lists_are_clean(language: str) -> None:
    data = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    for group in ("verbs", "nouns", "terms", "words"):
        for name, entries in data[group].items():
            words = list(entries)
            assert words == [w.lower() for w in words], name
            assert len(words) == len(set(words)), name
            assert all(w == " ".join(w.split()) for w in words), name
    known = lexicon(language)
    assert len(known.words) > 3000
    shared = set(data["nouns"]["stakeholder"]) & set(data["nouns"]["deliverable"])
    assert shared <= {"streams", "reviews"}, shared


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Have the press print 3 stories about us", Role.OUTCOME),  # somebody else acts
        ("Get feedback from 20 tenants", Role.OUTPUT),  # people are only asked
        ("Features tested with 20 pupils", Role.OUTPUT),
        ("Document the top 5 questions", Role.OUTPUT),
        ("10,000 outreach drafts", Role.OUTPUT),  # behind a number a verb's -s is a plural
        ("3 loaders functional", Role.OUTPUT),
        ("5 completed orders per customer", Role.OUTCOME),
        ("Ensure that no visitor is turned away", Role.OUTCOME),
        ("Hire for each open role", Role.OUTCOME),
        ("Review turnaround < 4 hours", Role.OUTCOME),
        ("Address all faults within 1 iteration", Role.OUTCOME),
        ("100% hitos terminados", Role.PROGRESS),
        ("100% of tenants migrated to the new meters", Role.PROGRESS),
        ("80% of domains publish certified data", Role.OUTCOME),
        ("Lançar tarefas com 30% de adoção", Role.OUTCOME),
        ("Resolve 95% of complaints", Role.OUTCOME),
    ],
)
def test_what_a_number_says_by_its_sentence(text: str, role: Role) -> None:
    reading = frame(Item(title=text))
    assert {m.role for part in reading.parts for m in part.measures} - {Role.NOTHING} == {role}


@pytest.mark.parametrize("text", ["MVP ready in 4–6 weeks", "MVP listo en 4–6 semanas"])
def test_a_stretch_of_time_may_only_say_when(text: str) -> None:
    assert frame(Item(title=text)).task


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Cut waiting from 4–6 to 2 weeks", [(4, "weeks"), (6, "")]),
        ("Complaints about noise -50%", [(50, "%")]),
        ("Reduzir a página de 3.5s para 2s", [(3.5, "s"), (2, "s")]),
        ("Deploy 3x/week", [(3, "x/week")]),
    ],
)
def test_units_as_people_write_them(text: str, values: list[tuple[float, str]]) -> None:
    found = [n for n in numbers(analyse(text)) if n.counts]
    assert found[0].value == values[0][0]
    assert len(found) >= len(values)


def test_capitals_before_a_noun_are_no_unit() -> None:
    assert numbers(analyse("Publish 8 ML posts"))[0].unit is Unit.NONE
    assert numbers(analyse("Save 8 ml of water"))[0].unit is Unit.OTHER


@pytest.mark.parametrize("word", ["da", "em", "sem", "para"])
def test_a_short_function_word_is_no_form_of_a_verb(word: str) -> None:
    assert not {t for t in lexicon("pt").tags(word) if t.startswith("form.") or t == "activity"}


def test_regular_participles_stand_beside_irregular_ones() -> None:
    assert verb_forms("reduzir", "reduz", "pt")["reduzido"] == "past"
    assert verb_forms("abrir", "aberto", "pt")["abertas"] == "past"
    assert verb_forms("entregar", "entregue", "pt")["entregues"] == "past"


def test_a_borrowed_noun_doesnt_change_the_language() -> None:
    assert analyse("Implementar pipeline completo").language == "pt"
