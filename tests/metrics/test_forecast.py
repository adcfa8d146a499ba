"""The forecast model against its golden vectors, to the printed precision, and its properties."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from okr_analytics.metrics.forecast import (
    COLD,
    Forecast,
    Prior,
    bucket,
    crps,
    forecast,
    forecast_count,
    forecast_milestone,
    forecast_range,
    normalise,
    wants_logs,
    words,
)
from okr_analytics.quality.ambition import from_history

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "forecast.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [c for c in GOLDEN if "tau" in c], ids=lambda c: str(c["case"]))
def test_golden_trajectories(case: dict[str, Any]) -> None:
    found = forecast(case["tau"], case["p"], ambition="aspirational")
    told = [found.location, found.scale, found.df, found.p_hit, found.p_70, found.low80, found.high80]
    assert [round(number, 4) for number in told if number is not None] == [
        case["expected_final"],
        case["scale"],
        case["df"],
        case["P_hit_1"],
        case["P_hit_07"],
        *case["PI80"],
    ]
    # The vectors print the elapsed share with six digits: the last digit of a ratio to it may differ.
    assert found.pace == (case["pace_ratio"] and pytest.approx(case["pace_ratio"], abs=6e-4))
    assert round(found.own_weight or 0, 3) == case["weight_own_pace"]


def test_golden_count() -> None:
    (case,) = (c for c in GOLDEN if c["case"].startswith("gamma-poisson"))
    found = forecast_count(40, 14, 6 / 13, a0=2, b0=0.05)
    assert found.location is not None
    assert round(found.p_hit, 4) == case["P_hit"]
    assert round(40 * found.location, 2) == case["expected_final"]


@pytest.mark.parametrize("case", [c for c in GOLDEN if c["case"].startswith("ambition")], ids=lambda c: str(c["case"]))
def test_golden_ambition(case: dict[str, Any]) -> None:
    need, history = case["case"].removeprefix("ambition need ").split(" hist ")
    found = from_history(float(need), json.loads(history))
    assert found is not None
    assert round(found.p, 4) == case["P_hit_t"]


def test_normalise_covers_decrease_and_logs() -> None:
    assert normalise(30, 40, 20) == 0.5
    assert normalise(10, 1, 100, logs=True) == pytest.approx(0.5)
    assert normalise(0, 1, 100, logs=True) is None
    assert normalise(5, 5, 5) is None
    assert wants_logs(1, 3, [2])
    assert not wants_logs(1, 2.9, [2])
    assert not wants_logs(0, 3, [2])
    assert not wants_logs(1, 3, [0])


def test_a_curve_bends_time_and_a_bucket_widens() -> None:
    prior = Prior(curve=((0.0, 0.0), (0.5, 0.2), (1.0, 1.0)), widen={"early": 2.0})
    assert prior.usual(0.25) == pytest.approx(0.1)
    assert prior.usual(0.75) == pytest.approx(0.6)
    plain, wide = forecast([0.2], [0.1]), forecast([0.2], [0.1], prior=Prior(widen={"early": 2.0}))
    assert wide.high80 is not None
    assert plain.high80 is not None
    assert plain.location is not None
    assert wide.high80 - plain.location == pytest.approx(2 * (plain.high80 - plain.location))
    assert [bucket(week / 13) for week in (1, 3, 4, 7, 8, 12)] == ["early", "early", "middle", "middle", "late", "late"]


def test_the_end_is_certain() -> None:
    found = forecast([0.5, 1.0], [0.5, 1.01])
    assert (found.location, found.p_hit, found.scale) == (1.01, 1, 0)


def test_milestones_are_never_extrapolated() -> None:
    assert forecast_milestone(3, 6, 0.5).p_hit == 0.5
    assert forecast_milestone(0, 0, 0.4).p_hit == pytest.approx(0.4)
    assert forecast_milestone(0, 0, 0.4, now=1).p_hit == 1
    assert forecast_milestone(0, 9, 0.4, now=0.25).location == 0.25  # as it stands
    assert forecast_milestone(9, 9, 0.4, now=0.25).location == 1


def test_ranges_by_readings() -> None:
    assert forecast_range([5], 1, 10).p_hit == pytest.approx(2 / 3)
    values = [4.0, 5.0, 6.0]
    own = stats.t(2, 5, math.sqrt(4 / 3))
    assert forecast_range(values, 3, 8).p_hit == pytest.approx(own.cdf(8) - own.cdf(3))
    assert forecast_range(values, None, 8).p_hit == pytest.approx(own.cdf(8))
    assert forecast_range([5, 5, 5], 1, 10).p_hit == pytest.approx(4 / 5)


def test_a_count_knows_when_it_has_enough() -> None:
    assert forecast_count(10, 12, 0.5).p_hit == 1
    assert forecast_count(10, 9, 1.0).p_hit == 0
    low = forecast_count(10, 2, 0.5)
    assert low.low80 is not None
    assert low.location is not None
    assert low.high80 is not None
    assert low.low80 <= low.location <= low.high80


def test_words_say_whose_pace_it_is() -> None:
    assert words(forecast([0.2, 0.4, 0.6], [0.2, 0.4, 0.6])) == (
        "71 % its own pace, 29 % what comparable key results did."
    )
    assert words(forecast([], [])).startswith("No check-in yet")
    assert words(forecast([0.2], [0.2])).startswith("Open on 1 check-in: ")


def _simple(location: float, scale: float, df: float, outcome: float) -> float:
    """CRPS as the integral that defines it."""
    own = stats.t(df, location, scale)
    wide = 400 * scale + abs(outcome - location)
    steps = 400_000
    total = 0.0
    grid = [location - wide + 2 * wide * i / steps for i in range(steps)]
    values = own.cdf(grid)
    for x, value in zip(grid, values, strict=True):
        total += (value - (x >= outcome)) ** 2
    return total * 2 * wide / steps


def test_crps_is_the_integral_that_defines_it() -> None:
    for location, scale, df, outcome in ((0.0, 1.0, 4.0, 0.7), (0.5, 0.2, 8.0, 1.2)):
        assert crps(location, scale, df, outcome) == pytest.approx(_simple(location, scale, df, outcome), rel=2e-3)
    assert crps(0.5, 0.0, 4, 0.7) == pytest.approx(0.2)


trajectories = st.lists(st.tuples(st.floats(0.01, 0.95), st.floats(-0.5, 1.5)), min_size=1, max_size=8).map(
    lambda points: sorted({round(tau, 3): p for tau, p in points}.items())
)


def of(points: list[tuple[float, float]]) -> Forecast:
    return forecast([tau for tau, _ in points], [p for _, p in points])


@given(points=trajectories)
def test_chances_are_chances_and_intervals_hold_the_mean(points: list[tuple[float, float]]) -> None:
    found = of(points)
    assert 0 <= found.p_hit <= (found.p_70 or 0) <= 1
    assert found.low80 is not None
    assert found.location is not None
    assert found.high80 is not None
    assert found.low80 <= found.location <= found.high80


@given(points=trajectories)
def test_the_mean_is_the_weighted_average_that_is_told(points: list[tuple[float, float]]) -> None:
    found = of(points)
    tau, p = points[-1]
    assert found.location is not None
    assert found.own_weight is not None
    drift = found.own_weight * p / tau + (1 - found.own_weight) * COLD.mu0("committed")
    assert found.location == pytest.approx(p + (1 - tau) * drift)


@given(points=trajectories, more=st.floats(0.01, 1))
def test_more_progress_at_the_end_is_a_better_mean(points: list[tuple[float, float]], more: float) -> None:
    better = [*points[:-1], (points[-1][0], points[-1][1] + more)]
    assert (of(better).location or 0) > (of(points).location or 0)
