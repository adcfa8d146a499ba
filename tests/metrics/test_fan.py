"""The fan of one key result: it starts where the key result stands and ends in the forecast that is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okr_analytics.metrics.explained import computed
from okr_analytics.metrics.fan import Fan, FanPoint, fan_of, in_values
from okr_analytics.metrics.forecast import COLD, Prior, forecast, forecast_count
from okr_analytics.metrics.forecasts import forecasts, keep_forecasts, kept_prior
from okr_analytics.metrics.prior import Trajectory, learn
from tests.small_world import World, day

SPAN = (day("01-01"), day("04-11"))  # 100 days


@pytest.fixture
def world() -> World:
    world = World("01-01")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")
    world.add("unit", "u", name="Health")
    world.add("objective", "o", title="Shorter waits", unit_key="u", cycle_key="q1")
    return world


def test_it_opens_from_the_last_check_in_to_the_forecast_on_the_due_day(world: World) -> None:
    world.add("key_result", "k", title="k", objective_key="o", baseline=40, target=20)
    world.check_in("k", "01-21", 38)
    world.check_in("k", "02-10", 32)
    times = (day("02-15"), 1)
    fan = fan_of(world.database, *times, "k", SPAN)
    made = forecasts(world.database, *times)["k"]
    first, last = fan.points[0], fan.points[-1]
    assert (first.date, first.low80, first.middle) == (day("02-10"), pytest.approx(0.4), pytest.approx(0.4))
    assert last.date == day("04-11")
    assert (last.middle, last.low80, last.high80) == pytest.approx((made.location, made.low80, made.high80))
    assert [past.date for past in fan.past] == [day("01-21"), day("02-10")]
    assert fan.past[-1].chance == pytest.approx(made.p_hit)
    values = in_values(fan.points, 40, 20, logs=fan.logs)
    assert values[0].middle == pytest.approx(32)
    assert all(p.low80 <= p.low50 <= p.middle <= p.high50 <= p.high80 for p in values)  # less is better, low is low


def test_a_threefold_key_result_is_drawn_in_its_own_unit(world: World) -> None:
    world.add("key_result", "k", title="k", objective_key="o", baseline=10, target=1000)
    world.check_in("k", "02-10", 100)
    fan = fan_of(world.database, day("02-15"), 1, "k", SPAN)
    assert fan.logs
    assert in_values(fan.points, 10, 1000, logs=True)[0].middle == pytest.approx(100)  # half the way in factors


def test_a_count_goes_on_from_today(world: World) -> None:
    world.add("key_result", "k", title="k", objective_key="o", kind="count", target=40)
    world.check_in("k", "02-10", 16)
    fan = fan_of(world.database, day("02-20"), 1, "k", SPAN)
    assert fan.points[0].date == day("02-20")
    made = forecast_count(40, 16, 0.5)
    assert (fan.points[-1].middle, fan.points[-1].low80) == (pytest.approx(made.location), pytest.approx(made.low80))


@pytest.mark.parametrize("fields", [{"kind": "milestone"}, {"kind": "maintain", "lower": 90}])
def test_nothing_is_drawn_where_nothing_is_extrapolated(world: World, fields: dict[str, object]) -> None:
    world.add("key_result", "k", title="k", objective_key="o", **fields)
    world.check_in("k", "02-10", 0)
    assert fan_of(world.database, day("02-15"), 1, "k", SPAN).points == ()


def test_after_the_due_day_only_the_past_is_told(world: World) -> None:
    world.add("key_result", "k", title="k", objective_key="o", baseline=0, target=10)
    world.check_in("k", "02-10", 4)
    fan = fan_of(world.database, day("05-01"), 1, "k", SPAN)
    assert (fan.points, fan.forecast, len(fan.past)) == ((), None, 1)


def test_the_prior_is_kept_with_the_forecasts(world: World) -> None:
    finished = [Trajectory(f"{n}", 1.0, (0.3, 0.6, 0.9), (0.2, 0.4, 0.7 + n / 100), 0.7 + n / 100) for n in range(40)]
    learnt = learn(finished)
    assert Prior.from_dict(learnt.as_dict()) == learnt
    assert kept_prior(world.database, day("02-15"), 1) == COLD
    keep_forecasts(world.database, day("02-15"), 1)
    assert kept_prior(world.database, day("02-15"), 1) == COLD  # nothing is finished: what is kept is the default
    assert len(world.database.query("SELECT * FROM learnt")) == 1


def test_the_computation_is_told_with_numbers_that_add_up(world: World) -> None:
    """k₀ = ¼: after 40 % of the time and 40 % progress, 0.4 / 0.65 = 61.5 % own pace; lands at 0.4 + 0.6 × 1 = 100 %."""
    world.add("key_result", "k", title="k", objective_key="o", baseline=0, target=100)
    world.check_in("k", "02-10", 40)
    pace, landing, _ = computed(fan_of(world.database, day("02-10"), 1, "k", SPAN), None)
    assert "61.5 % × its own pace (40 % in 40 % of the time = 100 %)" in pace
    assert "38.5 % × what comparable key results reach (100 %" in pace
    assert landing.endswith("40 % + 60 % × 100 % = 100 %.")
    assert computed(Fan(), None) == ()
    learnt = Prior(candour={"middle": (0.5, 1.0)})
    told = [computed(Fan(forecast=forecast([0.4], [0.4], prior=p), prior=p), None)[-1] for p in (COLD, learnt)]
    assert ["came true in finished key results" in one for one in told] == [False, True]


@given(st.floats(0.05, 0.9), st.floats(-0.5, 1.5), st.floats(0.01, 1))
def test_looking_further_ahead_is_never_surer(tau: float, reached: float, further: float) -> None:
    near = forecast([tau], [reached], until=tau + (1 - tau) * further / 2)
    far = forecast([tau], [reached], until=tau + (1 - tau) * further)
    assert (far.high80 or 0) - (far.low80 or 0) >= (near.high80 or 0) - (near.low80 or 0)


@given(st.floats(-2, 3), st.floats(1, 100), st.floats(1.01, 50), st.floats(0.01, 100))
def test_the_unit_of_measure_moves_the_fan_with_it(p: float, baseline: float, times: float, scale: float) -> None:
    point = (FanPoint(day("01-01"), p, p - 0.1, p + 0.1, p - 0.2, p + 0.2),)
    for logs in (False, True):
        (one,) = in_values(point, baseline, baseline * times, logs=logs)
        (other,) = in_values(point, scale * baseline, scale * baseline * times, logs=logs)
        assert other.low80 == pytest.approx(scale * one.low80)
        assert one.low80 <= one.low50 <= one.middle <= one.high50 <= one.high80
