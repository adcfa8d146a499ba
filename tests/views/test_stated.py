"""Believed and true: what people estimated and what sheets state, beside what happened."""

import datetime as dt
import json

import pytest

from okr_analytics.metrics.filters import Filters
from okr_analytics.policy import Policy
from okr_analytics.views import stated
from okr_analytics.views.question import Question
from tests.small_world import World


@pytest.fixture
def world() -> World:
    world = World()
    for name, told, actual in (("growth", 40, 20), ("bau", 60, 70), ("unknown", None, 10)):
        world.add("effort", name, period="2026-03", start="03-01", end="03-31", actual=actual, stated=told, measure="hours",
                  conversation=None if name == "unknown" else name)  # fmt: skip
    return world


def estimate(world: World, who: str, growth: float, bau: float, improvement: float, cycle: str | None = None) -> None:
    payload = {"who": who, "unit": None, "cycle": cycle, "growth": growth, "bau": bau, "improvement": improvement}
    moment = dt.datetime(2026, 3, 1)
    world.insert("decision", [{"event": 1, "kind": "stated", "subject": f"{who}{cycle}", "actor": "test", "time": moment,
                               "payload": json.dumps(payload)}])  # fmt: skip


def build(world: World) -> Question:
    return Question(world.database, Filters(as_of=dt.date(2026, 3, 31)).resolve(world.database), Policy())


def test_each_estimate_says_how_far_off_it_was(world: World) -> None:
    estimate(world, "Ana", 0.2, 0.8, 0.0)
    estimate(world, "Ben", 0.5, 0.3, 0.2)
    estimate(world, "Cy", 0.5, 0.3, 0.2, cycle="2026-Q1")  # of a cycle, and none is asked for
    view = stated.build(build(world))
    table = view.sections[0].blocks[1].frame
    # Ana: |.2-.2| + |.8-.7| + 0 and the .1 that nobody can tell, halved; Ben: .3 + .4 + .2 + .1, halved
    assert table[["who", "off"]].to_dict("records") == [{"who": "Ana", "off": 0.1}, {"who": "Ben", "off": 0.5}]
    assert "2 people believed that growth takes 35 % of the effort; it took 20 %" in view.headline.replace("\xa0", " ")


def test_what_sheets_state_stands_beside(world: World) -> None:
    chart = stated.build(build(world)).sections[0].blocks[0].frame
    told = chart[chart["what"] == "Stated in sheets"].set_index("conversation")["share"]
    assert (told["growth"], told["bau"], told["unknown"]) == (0.4, 0.6, 0.0)
