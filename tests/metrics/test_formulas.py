"""Every formula of the design's definitions keeps a property: monotone, symmetric, or blind to the unit of measure."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from okr_analytics.metrics.forecasts import forecasts
from okr_analytics.metrics.progress import Goal, expected, pace, roll_up, time_in_range
from okr_analytics.metrics.status import is_outdated, status_by
from okr_analytics.policy import STATUS_RULES
from tests.small_world import World, day

START, DUE = day("01-01"), day("04-11")  # 100 days
ORDER = ("off_track", "at_risk", "on_track")
days = st.integers(-10, 120).map(lambda n: START + dt.timedelta(days=n))
shares = st.floats(-0.5, 1.5)
plans = st.lists(st.tuples(st.integers(1, 99), st.floats(0, 100)), max_size=4, unique_by=lambda p: p[0])


@given(one=days, other=days, kind=st.sampled_from(["increase", "decrease", "milestone", "count"]))
def test_expected_never_falls_as_time_passes(one: dt.date, other: dt.date, kind: str) -> None:
    goal = Goal(kind, 10.0, 50.0, steps=4, start=START, due=DUE)
    first, second = (expected(goal, on) for on in sorted((one, other)))
    assert first is not None
    assert second is not None
    assert 0 <= first <= second <= 1


@given(on=days, plan=plans, scale=st.sampled_from([0.001, 60.0, 1e6]))
def test_a_plan_is_blind_to_unit_and_direction(on: dt.date, plan: list[tuple[int, float]], scale: float) -> None:
    dated = [(START + dt.timedelta(days=n), value) for n, value in plan]
    plain = expected(Goal("increase", 0.0, 100.0, start=START, due=DUE), on, dated)
    scaled = expected(
        Goal("increase", 0.0, 100.0 * scale, start=START, due=DUE), on, [(d, v * scale) for d, v in dated]
    )
    mirrored = expected(Goal("decrease", 100.0, 0.0, start=START, due=DUE), on, [(d, 100 - v) for d, v in dated])
    assert scaled == (None if plain is None else pytest.approx(plain))
    assert mirrored == (None if plain is None else pytest.approx(plain))


def test_a_plan_worked_by_hand_downwards() -> None:
    """From 40 to 20 with 35 planned half way: after a quarter of the time 37.5, an eighth of the way."""
    goal = Goal("decrease", 40.0, 20.0, start=START, due=DUE)
    assert expected(goal, day("01-26"), [(day("02-20"), 35.0)]) == pytest.approx(0.125)


@given(one=shares, other=shares, path=st.floats(0.05, 1))
def test_pace_grows_with_progress(one: float, other: float, path: float) -> None:
    low, high = (pace(share, path) for share in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low <= high
    assert pace(path, path) == pytest.approx(1)


@given(one=shares, other=shares, path=st.floats(0, 1), rule=st.sampled_from(sorted(STATUS_RULES)))
def test_more_progress_never_means_a_worse_colour(one: float, other: float, path: float, rule: str) -> None:
    low, high = (status_by(STATUS_RULES[rule], share, path, p_hit=share) for share in sorted((one, other)))
    assert ORDER.index(str(low)) <= ORDER.index(str(high))


@given(silent=st.integers(0, 200), cadence=st.sampled_from([7, 14, 31]))
def test_silence_counts_from_the_day_after_two_cadences(silent: int, cadence: int) -> None:
    assert is_outdated(silent, cadence) == (silent > 2 * cadence)
    assert not is_outdated(silent, cadence) or is_outdated(silent + 1, cadence)


@given(
    parts=st.lists(st.tuples(shares, st.floats(0.1, 9)), min_size=1, max_size=6),
    better=st.floats(0, 1),
    scale=st.floats(0.01, 1000),
)
def test_roll_ups_grow_with_each_part_and_only_relative_weights_count(
    parts: list[tuple[float, float]], better: float, scale: float
) -> None:
    before = roll_up(parts)
    after = roll_up([(parts[0][0] + better, parts[0][1]), *parts[1:]])
    scaled = roll_up([(share, weight * scale) for share, weight in parts])
    for name in ("mean", "weighted", "worst"):
        assert getattr(after, name) >= getattr(before, name) - 1e-9
        assert getattr(scaled, name) == pytest.approx(getattr(before, name))


@given(values=st.lists(st.floats(-100, 100), min_size=1, max_size=6), scale=st.sampled_from([0.01, 1000.0]))
def test_time_in_range_is_blind_to_unit_and_mirrored(values: list[float], scale: float) -> None:
    assume(all(abs(value) > 1e-3 for value in values))  # on the limit itself rounding would decide
    readings = [(START + dt.timedelta(days=7 * n), value) for n, value in enumerate(values)]
    goal = Goal("maintain", lower=0.0, due=DUE)
    inside = time_in_range(goal, readings, DUE)
    assert inside is not None
    assert 0 <= inside <= 1
    assert time_in_range(goal, [(on, value * scale) for on, value in readings], DUE) == inside
    mirrored = time_in_range(Goal("maintain", upper=0.0, due=DUE), [(on, -value) for on, value in readings], DUE)
    assert mirrored == inside
    outside = time_in_range(Goal("maintain", upper=0.0, due=DUE), readings, DUE)
    assert outside == pytest.approx(1 - inside)


def test_a_forecast_is_blind_to_unit_and_direction() -> None:
    """0 → 100, the same in thousandths, and 100 → 0 downwards: one chance."""
    world = World("01-01")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")
    ways = {
        "up": (0.0, 100.0, lambda p: 100 * p),
        "small": (0.0, 0.1, lambda p: 0.1 * p),
        "down": (100.0, 0.0, lambda p: 100 - 100 * p),
    }
    for key, (baseline, target, value) in ways.items():
        world.add("key_result", key, title=key, cycle_key="q1", baseline=baseline, target=target)
        for date, share in (("01-21", 0.1), ("02-10", 0.35), ("02-20", 0.4)):
            world.check_in(key, date, value(share))
    found = forecasts(world.database, day("02-25"), 1)
    for key in ("small", "down"):
        assert found[key].p_hit == pytest.approx(found["up"].p_hit)
        assert found[key].low80 == pytest.approx(found["up"].low80)
