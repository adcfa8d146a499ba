"""Codes before titles, attributes in brackets, and targets inside a key result's own sentence."""

import datetime as dt

import pytest

from okr_analytics.ingest.values import attributes, read_words, split_code, text_targets


@pytest.mark.parametrize(
    ("text", "kind", "code", "numbers", "title"),
    [
        ("O1: Grow", "objective", "O1", (1,), "Grow"),
        ("KR1.2 - Reach 5", "key_result", "KR1.2", (1, 2), "Reach 5"),
        ("Objetivo 2. Crescer", "objective", "Objetivo 2", (2,), "Crescer"),
        ("KR #3: do", "key_result", "KR #3", (3,), "do"),
        ("KR 1: Maintain", "key_result", "KR 1", (1,), "Maintain"),
        ("[KR1] x", "key_result", "KR1", (1,), "x"),
        ("KR1", "key_result", "KR1", (1,), ""),
        ("O1KR2: x", "key_result", "O1.KR2", (1, 2), "x"),
        ("O1.KR3 foo", "key_result", "O1.KR3", (1, 3), "foo"),
        ("Key Result 3 – foo", "key_result", "Key Result 3", (3,), "foo"),
        ("Resultado-chave 1: aumentar", "key_result", "Resultado-chave 1", (1,), "aumentar"),
        ("Ziel 1: wachsen", "objective", "Ziel 1", (1,), "wachsen"),
        ("关键结果1：提升", "key_result", "关键结果1", (1,), "提升"),
        ("M0: Kickoff", "milestone", "M0", (0,), "Kickoff"),
        ("1.1 Reach", None, "1.1", (1, 1), "Reach"),
        ("1. Improve", None, "1", (1,), "Improve"),
        ("(2) Improve", None, "2", (2,), "Improve"),
        ("RSK-101: Foo", None, "RSK-101", (101,), "Foo"),
        ("Objective: Grow", "objective", None, (), "Grow"),
    ],
)
def test_a_leading_code_is_taken_apart(
    text: str, kind: str | None, code: str | None, numbers: tuple[int, ...], title: str
) -> None:
    found = split_code(text)
    assert (found.kind, found.code, found.numbers, found.title) == (kind, code, numbers, title)


@pytest.mark.parametrize(
    "text",
    [
        "A 2 percent rise",
        "2025 plan",
        "3 new clients",
        "100 customers",
        "1.5 million users",
        "10. Oktober",
        "CEO: Grow",
        "Grow",
        "Our 5 goals",
    ],
)
def test_a_number_that_belongs_to_the_sentence_is_no_code(text: str) -> None:
    assert (split_code(text).code, split_code(text).title) == (None, text)


def test_attributes_in_brackets() -> None:
    assert dict(attributes("Grow (weight: 50%, Id: 123)")) == {"weight": "50%", "id": "123"}
    assert dict(attributes("Crescer (Peso = 0,5)")) == {"peso": "0,5"}
    assert not attributes("Grow (fast)")


@pytest.mark.parametrize(
    ("text", "baseline", "target", "measure", "kind"),
    [
        ("Reach [80]% rate", None, 0.8, "%", "increase"),
        ("Increase X from 12 to 30 %", 0.12, 0.3, "%", "increase"),
        ("Reduzir de 30 para 12 dias", 30, 12, "d", "decrease"),
        ("Reduce time from 5 days to 2 days", 5, 2, "d", "decrease"),
        ("Réduire le délai de 10 à 5 jours", 10, 5, "d", "decrease"),
        ("Øke andelen fra 40 til 60 prosent", 0.4, 0.6, "%", "increase"),
        ("Senken der Kosten von 10 auf 8 Mio. €", 10e6, 8e6, "€", "decrease"),
        ("从 20% 提升到 35%", 0.2, 0.35, "%", "increase"),
        ("Grow revenue from $1.2m to $2m", 1.2e6, 2e6, "$", "increase"),
        ("NPS 30 → 50", 30, 50, None, "increase"),
        ("KR 1: Maintain a 4.5/5 rating on inclusivity", None, 4.5, None, "maintain"),
        ("KR2: Achieve a Confidence Index of 80% among youth", None, 0.8, "%", "increase"),
        ("KR1: 15% of participants report feelings", None, 0.15, "%", "increase"),
        ("Increase NPS to 50", None, 50, None, "increase"),
        ("Conduct 20 interviews", None, 20, None, "increase"),
        ("Launch 3 new products", None, 3, None, "increase"),
        ("100% of tickets answered in 24 hours", None, 1.0, "%", "increase"),
        ("NPS ≥ 50", None, 50, None, "increase"),
        ("churn < 5%", None, 0.05, "%", "decrease"),
        ("Manter satisfação acima de 90%", None, 0.9, "%", "maintain"),
    ],
)
def test_the_target_inside_the_sentence_is_found(
    text: str, baseline: float | None, target: float, measure: str | None, kind: str
) -> None:
    found = text_targets(text)
    assert found is not None
    assert found.baseline == (pytest.approx(baseline) if baseline is not None else None)
    assert found.target == pytest.approx(target)
    assert (found.measure, found.kind) == (measure, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Improve collaboration",
        "KR 2: Reach [X]% rate of youth",
        "Publish 5 articles and 3 podcasts",
        "End Q1 with 5",
        "",
        "2025",
        "Phase 2 of the plan",
    ],
)
def test_a_sentence_without_one_clear_target_gives_none(text: str) -> None:
    found = text_targets(text)
    assert found is None or found.target is None


def test_a_change_by_a_percentage_has_no_end_value() -> None:
    for text in ("Reduce churn by 10%", "A 10% reduction in churn", "Reduzir a evasão em 10%"):
        found = text_targets(text)
        assert found is not None
        assert (found.target, found.change, found.kind) == (None, pytest.approx(0.1), "decrease")


def test_the_due_date_inside_the_sentence_and_the_places_of_both() -> None:
    text = "Increase X from 12 to 30 % by June"
    found = text_targets(text, year=2025)
    assert found is not None
    assert found.due == dt.date(2025, 6, 30)
    assert found.span is not None
    assert found.due_span is not None
    assert text[slice(*found.span)] == "from 12 to 30 %"
    assert text[slice(*found.due_span)] == "by June"
    spoken = text_targets("Aumentar o NPS de 30 para 50 até dezembro de 2025")
    assert spoken is not None
    assert spoken.due == dt.date(2025, 12, 31)


def test_a_year_in_the_sentence_is_a_date_and_no_target() -> None:
    found = text_targets("By 2030, a 50% reduction in the rate of poverty")
    assert found is not None
    assert (found.due, found.target) == (dt.date(2030, 12, 31), None)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("**CFO:** [Predictability](https://example.org/a_(b)/c)", "CFO: Predictability"),
        ("[~~All issues are closed.~~](/issues?state=open)", "All issues are closed."),
        ("![chart](#one) up", "chart up"),
        ("2 ** 3 and [a] (b) and f(x)", "2 ** 3 and [a] (b) and f(x)"),
        ("[name](not an address)", "[name](not an address)"),
    ],
)
def test_of_markdown_the_words_are_kept(cell: str, words: str) -> None:
    assert read_words(cell) == words
