"""Moved effort: the sum stays, shares add up to 1, more than there is can't be taken, and history is asked honestly."""

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr_analytics.metrics.growth_effect import LEAST_PAIRS, relation
from okr_analytics.metrics.whatif import CONVERSATIONS, ImpossibleMove, Move, Scenario, moved, shares

UNITS = ("North", "South")


def split(**rows: float) -> pd.DataFrame:
    """North_growth=10 … as amounts."""
    told = [(*name.split("_"), amount) for name, amount in rows.items()]
    return pd.DataFrame(told, columns=["unit", "conversation", "amount"])


def amount(frame: pd.DataFrame, unit: str, conversation: str) -> float:
    return float(frame[(frame["unit"] == unit) & (frame["conversation"] == conversation)]["amount"].iloc[0])


def test_a_move_within_all_units_takes_from_each_what_it_has() -> None:
    frame = split(North_bau=60, South_bau=20, North_growth=20)
    after = moved(frame, [Move(8, "bau", "growth")])
    assert amount(after, "North", "bau") == pytest.approx(54)
    assert amount(after, "North", "growth") == pytest.approx(26)
    assert amount(after, "South", "growth") == pytest.approx(2)
    assert shares(after)["growth"] == pytest.approx(0.28)


def test_a_move_between_units_and_from_a_unit_to_all() -> None:
    frame = split(North_bau=60, South_growth=40)
    after = moved(frame, [Move(10, "bau", "growth", "North", "South")])
    assert (amount(after, "North", "bau"), amount(after, "South", "growth")) == (50, 50)
    after = moved(frame, [Move(10, "bau", "improvement", "North")])
    assert (amount(after, "North", "improvement"), amount(after, "South", "improvement")) == (6, 4)


@pytest.mark.parametrize(
    ("move", "word"),
    [
        (Move(61, "bau", "growth", "North"), "taken from 60"),
        (Move(-1, "bau", "growth"), "negative"),
        (Move(1, "bau", "growth", "West"), '"West"'),
        (Move(1, "improvement", "growth"), "taken from 0"),
    ],
)
def test_what_can_t_be_moved_is_said(move: Move, word: str) -> None:
    with pytest.raises(ImpossibleMove, match=word):
        moved(split(North_bau=60, South_growth=40), [move])


amounts = st.floats(0, 1e6, allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from(UNITS), st.sampled_from(CONVERSATIONS)), amounts, min_size=1),
    st.sampled_from(CONVERSATIONS),
    st.sampled_from(CONVERSATIONS),
    st.floats(0, 1),
)
def test_the_sum_stays_and_shares_add_up_to_one(
    rows: dict[tuple[str, str], float], source: str, target: str, part: float
) -> None:
    frame = pd.DataFrame([(*key, value) for key, value in rows.items()], columns=["unit", "conversation", "amount"])
    there = sum(value for (_, name), value in rows.items() if name == source)
    after = moved(frame, [Move(part * there, source, target)])
    assert after["amount"].sum() == pytest.approx(frame["amount"].sum(), rel=1e-9, abs=1e-6)
    told = [share for share in shares(after).values() if share is not None]
    assert not told or sum(round(share * 10**10) for share in told) == 10**10


def test_a_scenario_is_kept_whole() -> None:
    scenario = Scenario((Move(5, "bau", "growth", "North"),), "planned", "hours", "North", "2026-Q1")
    assert Scenario.from_dict(scenario.as_dict()) == scenario


def history(slope: float, noise: float, pairs: int = 40, units: int = 8) -> pd.DataFrame:
    chance = random.Random(7)
    rows = []
    for number in range(pairs):
        share = chance.uniform(0.1, 0.6)
        step = slope * share + chance.gauss(0, noise)
        rows.append((f"u{number % units}", f"2026-{number // units + 1:02}", share, step))
    return pd.DataFrame(rows, columns=["key", "month", "share", "step"])


def test_a_clear_relation_is_told_with_its_interval() -> None:
    found = relation(history(0.5, 0.02))
    assert found.is_known
    assert found.low < 0.5 < found.high
    assert "doesn't prove" in found.words(0.1)
    assert "went with +5.2 points of progress a month" in found.words(0.1).replace("\xa0", " ")


def test_noise_and_little_history_are_called_so() -> None:
    assert "no clear relation" in relation(history(0.0, 0.2)).words(0.1)
    few = relation(history(0.5, 0.02, pairs=LEAST_PAIRS - 1))
    assert not few.is_known
    assert "can't be told" in few.words(0.1)
    assert "can't be told" in relation(history(0.5, 0.02).assign(share=0.3)).words(0.1)
