"""Suggestions: the item's own metric, numbers and words; nothing lent, nothing invented; a question where there is no rewrite."""

import datetime as dt
from typing import Any

import pytest

from okr_analytics.quality.items import Context, Item
from okr_analytics.quality.judging import read
from okr_analytics.quality.lint import lint
from okr_analytics.quality.suggest import better, hints, metric_of, with_start


def _of(title: str, **known: Any) -> str:
    return better(read(Item(title=title, **known), Context()))


def test_numbers_of_the_sheet_are_not_lent_to_a_metric_that_is_only_a_candidate() -> None:
    said = _of("Launch the visitor app", baseline=3, target=12)
    assert "Candidates: " in said
    assert "For instance" not in said
    assert not any(c.isdigit() for c in said)


def test_done_or_not_done_is_no_number_of_the_metric() -> None:
    assert _of("Open the clinic", metric="patients a week", baseline=0, target=1).endswith(
        "“Increase patients a week from … to …”."
    )
    flat = _of("Open the clinic", metric="patients a week", baseline=7, target=7)
    assert "7" not in flat


def test_the_numbers_of_the_own_metric_are_used() -> None:
    said = _of("Open the clinic", metric="patients a week", baseline=100, target=250)
    assert "“Increase patients a week from 100 to 250”" in said


def test_less_is_better_where_the_metric_says_so() -> None:
    assert "“Reduce cycle time from … to …”" in _of("Redesign the form", metric="cycle time")


@pytest.mark.parametrize(
    ("title", "mentions"),
    [
        ("Invite 30 applicants", ""),  # no app
        ("Launch the app", "weekly active users"),
        ("Write 3 reports", "decisions taken"),
        ("Rediseñar el sistema", "tiempo de ciclo"),
        ("Redesenhar o sistema", "tempo de ciclo"),
        ("Lançar o aplicativo", "usuários ativos"),
        ("Organizar 3 talleres", "decisiones tomadas"),
        ("Use it without waiting for an event", ""),  # no event is made
        ("All website issues are closed", ""),  # the issues are, not the website
        ("Close the books in the review process", ""),
    ],
)
def test_candidates_belong_to_whole_words_in_the_texts_own_language(title: str, mentions: str) -> None:
    found = hints(read(Item(title=title), Context()))
    assert found.startswith(mentions)
    assert bool(found) is bool(mentions)


@pytest.mark.parametrize(
    ("title", "example"),
    [
        ("Reduzir o tempo de espera", "“Reduzir tempo de espera de … para 20 dias até 30/06/2025”"),
        (
            "Mejorar la satisfacción de los pacientes",
            "“Aumentar satisfacción de los pacientes de … a 20 dias antes del 30/06/2025”",
        ),
        ("Improve student satisfaction", "“Increase student satisfaction from … to 20 dias by 30 Jun 2025”"),
    ],
)
def test_a_rewrite_speaks_the_titles_language(title: str, example: str) -> None:
    assert example in _of(title, target=20, measure="dias", due=dt.date(2025, 6, 30))


def test_a_level_that_is_kept_has_its_own_number() -> None:
    def range_of(title: str) -> str:
        return next(f.suggestion for f in lint([Item(title=title)]).findings if f.code == "KR106")

    assert "from 4.5 to …" in range_of("Maintain a 4.5/5 rating on clarity")
    assert "from … to 3%" in range_of("Manter o absenteísmo abaixo de 3%")


@pytest.mark.parametrize(
    ("title", "metric"),
    [
        ("Reducir el tiempo de espera", "tiempo de espera"),
        ("Improve lead time of permits", "lead time of permits"),
        ("Melhorar a satisfação dos pacientes", "satisfação dos pacientes"),
    ],
)
def test_a_metric_is_named_in_full(title: str, metric: str) -> None:
    assert metric_of(read(Item(title=title), Context())) == metric


def test_a_missing_start_is_asked_for_in_the_titles_own_words() -> None:
    def asked(title: str) -> str:
        return with_start(read(Item(title=title), Context()))

    assert asked("Cut energy use by 12%.") == "Cut energy use by 12% (today: …)"
    assert asked("Aumentar a arrecadação em 12%") == "Aumentar a arrecadação em 12% (hoje: …)"
    assert asked("Reducir las quejas un 20%") == "Reducir las quejas un 20% (hoy: …)"


def test_a_filled_in_rewrite_passes_where_the_original_did_not() -> None:
    before = {f.code for f in lint([Item(title="Improve lead time of permits")]).findings}
    after = {f.code for f in lint([Item(title="Reduce lead time of permits from 45 to 20 days")]).findings}
    assert "KR201" in before
    assert after <= {"OS101"}
