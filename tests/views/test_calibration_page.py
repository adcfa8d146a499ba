"""The page on calibration: it says when there is too little to say, and never shows a share of too few."""

import pytest

from okr_analytics.document import Chart, Section
from okr_analytics.metrics.calibration import Calibration, Group, calibrated
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.prior import Trajectory
from okr_analytics.policy import Policy
from okr_analytics.views import calibration
from okr_analytics.views.question import Question
from tests.small_world import World, day


def test_too_few_to_say() -> None:
    world = World("01-05")
    filters = Filters(as_of=day("05-01")).resolve(world.database)
    view = calibration.build(Question(world.database, filters, Policy()))
    assert view.headline == "Too few finished key results to say: 0 are finished, 20 are needed."
    assert not [block for section in view.sections for block in section.blocks if isinstance(block, Chart)]


def test_the_headline_says_by_how_much_owners_were_off() -> None:
    ways = [Trajectory(f"{n}", 1.0, (0.2,), (0.1,), 1.0 if n < 5 else 0.5, confidences=(0.65,)) for n in range(20)]
    said = calibration._headline(calibrated(ways))
    assert said == "The owners said 65\u00a0% on average, 25\u00a0% came true: 40 points too high."


@pytest.mark.parametrize(("key_results", "came"), [(4, None), (5, 0.25)])
def test_a_group_of_too_few_shows_what_was_said_alone(key_results: int, came: float | None) -> None:
    chart = calibration._chart([Group("all", 0.6, 0.8, 8, key_results, 0.7, 0.25)], "All", "forecasts")
    shares = dict(zip(chart.frame["line"], chart.frame["share"], strict=True))
    assert shares["Said"] == 0.7
    assert shares["Came true"] == came or (came is None and shares["Came true"] != shares["Came true"])


def test_forecasts_wait_for_a_second_cycle() -> None:
    section = calibration._forecasts(Calibration(finished=33, cycles=1))
    assert isinstance(section, Section)
    assert "two finished cycles" in str(section.blocks)
