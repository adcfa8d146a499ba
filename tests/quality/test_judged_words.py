"""What the quality page says in words: the past of a unit, an index step by step, an effect on the split, votes."""

from decimal import Decimal

import pytest

from okr_analytics.metrics.elsewhere import Move
from okr_analytics.quality.index import calibrated
from okr_analytics.views import quality
from okr_analytics.views.judged import decided, places, sets
from okr_analytics.views.judged.items import Found, Judged


def _found(code: str, severity: str, points: float | None, suggestion: str = "") -> Found:
    return Found(code, "name", severity, "message", suggestion, "source", "", ((0, 3),), points, None, 0)


def _judged(*findings: Found, index: float | None = 10.0) -> Judged:
    return Judged("key_result", "k", "Launch it", "E", index, "Sales", "Q1", "Delight", "a.csv A1", findings)


@pytest.mark.parametrize(
    ("past", "said"),
    [
        ((7, 2, 1.0, 1.0), "Too few"),
        ((8, 1, 1.0, 1.0), "Too few"),
        ((8, 2, 1.0, 0.9), "aim higher"),
        ((8, 2, 0.3, 0.0), "Hardly ever"),
        ((8, 2, 0.7, 0.4), "healthy stretch"),
        ((8, 2, 1.0, 0.7), "healthy stretch"),
    ],
)
def test_the_past_of_a_unit_is_read_by_the_limits_of_its_rule(past: tuple[int, int, float, float], said: str) -> None:
    assert said in sets.reading(*past)


def test_the_index_is_told_step_by_step_the_heaviest_first() -> None:
    item = _judged(_found("KR101", "error", 10.2), _found("KR201", "error", 46.0), _found("KR204", "warning", 0.1))
    assert item.waterfall == f"{calibrated().best:.0f} − 46 KR201 − 10 KR101 = 10"
    assert _judged(_found("KR101", "error", None), index=None).waterfall == ""


def test_a_rewrite_of_the_framing_comes_before_the_rest_and_hints_last() -> None:
    owner, task = _found("KR403", "error", 1.0, "Name one."), _found("KR101", "error", 1.0, "Which number moves?")
    hint = _found("KR206", "info", 1.0, "Of what?")
    assert (_judged(hint, owner, task).suggestion, _judged(owner, task).rewrites) == ("Which number moves?", True)
    assert (_judged(hint, owner).suggestion, _judged(hint, owner).rewrites) == ("Name one.", False)


def test_a_rule_is_a_candidate_from_two_votes_and_more_than_a_tenth_on() -> None:
    assert [places.candidate(votes, 10) for votes in (0, 1, 2)] == [False, False, True]
    assert not places.candidate(2, 20)


def test_the_effect_is_said_with_as_many_digits_as_it_takes() -> None:
    move = Move("KPI board", "bau", "hours", Decimal(3), {"growth": 0.40, "bau": 0.60}, {"growth": 0.399, "bau": 0.601})
    assert " ".join(decided.effect(move).split()) == (
        "It moves 3 h to business as usual: growth 40.00 % → 39.90 %, business as usual 60.00 % → 60.10 %."
    )
    still = Move("initiative", "growth", "hours", Decimal(0), {"growth": 1.0}, {"growth": 1.0})
    assert "doesn't change" in decided.effect(still)
    assert "No effort is loaded" in decided.effect(None)


def _set(*codes: str) -> list[Judged]:
    return [_judged(*([_found(code, "error", 1.0)] if code else [])) for code in codes]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("KR201", "KR201"), "None of its key results measures an outcome"),
        (("KR204", "KR202", "KR204"), "most of its key results need mending"),
    ],
)
def test_a_set_is_not_praised_for_key_results_that_need_mending(codes: tuple[str, ...], said: str) -> None:
    assert said in sets.whole(_set(*codes)).text


def test_a_set_of_good_key_results_is_praised() -> None:
    good = [Judged("key_result", "k", "Cut waits", "A", 67.0, "Sales", "Q1", "Delight", "a.csv A1", ())]
    assert sets.whole(good).tone == "good"


def test_without_errors_the_headline_speaks_of_key_results_only() -> None:
    good = Judged("key_result", "k", "Cut waits", "A", 67.0, "Sales", "Q1", "Delight", "a.csv A1", ())
    assert quality.first([good]) == "No key result has an error or a warning."
