"""Calibration worked by hand, on simulated organisations, and kept for the page."""

import pytest

from okr_analytics.metrics.calibration import ENOUGH, Calibration, calibrated, kept_calibration
from okr_analytics.metrics.prior import Trajectory
from tests.metrics.test_backtest import simulator
from tests.small_world import World, day

__all__ = ["simulator"]


def way(key: str, final: float, said: float, period: float = 1.0) -> Trajectory:
    return Trajectory(key, period, (0.2, 0.9), (0.1, final), final, confidences=(said, None))


def test_owners_worked_by_hand() -> None:
    """Ten said 70 %, three of them reached it: said .7, came .3, in each of the six weeks after week 2."""
    found = calibrated([way(f"{n}", 1.0 if n < 3 else 0.5, 0.7) for n in range(10)])
    (group,) = found.of(found.owners)
    assert (group.low, group.high, group.key_results, group.cases) == (0.6, 0.8, 10, 60)
    assert (group.said, group.came) == (pytest.approx(0.7), pytest.approx(0.3))
    assert (found.finished, found.cycles, found.owners_of, found.forecast_of) == (10, 1, 10, 0)
    (early,) = found.of(found.owners, "early")
    assert early.cases == 10  # week 3 alone: at week 2 nothing had been said


def test_the_last_word_by_a_week_counts() -> None:
    one = Trajectory("k", 1.0, (0.1, 0.6), (0.1, 0.5), 1.0, confidences=(0.9, 0.3))
    found = calibrated([one])
    assert [(group.said, group.cases) for group in found.of(found.owners)] == [(0.3, 3), (0.9, 4)]


def test_forecasts_need_a_cycle_to_learn_from() -> None:
    first = [way(f"a{n}", 1.0, 0.5) for n in range(ENOUGH)]
    assert calibrated(first).forecast == ()
    found = calibrated([*first, *(way(f"b{n}", 1.0, 0.5, 2.0) for n in range(5))])
    assert found.forecast_of == 5
    assert sum(group.cases for group in found.of(found.forecast)) == sum(week.cases for week in found.weeks)


def test_groups_are_honest_on_a_simulated_organisation(simulator) -> None:
    found = calibrated(simulator.organisation(simulator.KINDS[1], cycles=6))
    groups = [group for group in found.of(found.forecast) if group.key_results >= 20]
    assert len(groups) >= 3
    assert max(abs(group.said - group.came) for group in groups) < 0.2
    assert dict(found.covered)[0.8] == pytest.approx(0.8, abs=0.06)


def test_it_is_kept_and_read_back_the_same() -> None:
    world = World("01-05")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="03-31")
    for n in range(6):
        world.add("key_result", f"k{n}", title=f"k{n}", cycle_key="q1", baseline=0, target=10)
        world.check_in(f"k{n}", "01-20", 2, confidence=0.9)
        world.check_in(f"k{n}", "03-28", 10 if n < 3 else 6)
    found = kept_calibration(world.database, day("05-01"), 1)
    assert found.owners_of == 6
    assert {group.came for group in found.owners} == {0.5}
    world.insert("check_in", [])
    again = kept_calibration(world.database, day("05-01"), 1)
    assert again == found
    assert isinstance(again, Calibration)
    assert len(world.database.query("SELECT * FROM learnt")) == 1
