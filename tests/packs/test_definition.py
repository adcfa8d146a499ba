"""A pack's definition: kept as JSON and read again, refused in words, and turned into a question of its own day."""

import datetime as dt
import json

import pytest

from okr_analytics.errors import UnknownName
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.compose import compose, narrowed, units_to_review
from okr_analytics.packs.definition import CYCLE_START, RUNNING, Definition
from okr_analytics.packs.pack import UnusablePack
from okr_analytics.policy import Policy
from okr_analytics.views.question import Question
from tests.small_world import World

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@pytest.fixture
def world() -> World:
    world = World()
    world.add("unit", "top", name="Agency")
    world.add("unit", "north", name="North", parent_key="top")
    world.add("cycle", "q1", name="2026-Q1", start="01-01", end="03-31")
    world.add("cycle", "q2", name="2026-Q2", start="04-01", end="06-30")
    world.add("objective", "o", title="Serve faster", unit_key="north", cycle_key="q1")
    world.add("key_result", "kr", title="Answer in 2 days", objective_key="o", unit_key="north", cycle_key="q1",
              baseline=10.0, target=2.0)  # fmt: skip
    world.check_in("kr", "02-01", 8.0)
    return world


@pytest.fixture
def question(world: World) -> Question:
    filters = Filters(as_of=dt.date(2026, 2, 15)).resolve(world.database)
    return Question(world.database, filters, Policy())


def test_what_is_kept_is_read_again() -> None:
    asked = Definition(title="Board", pages=("effort",), cycle=RUNNING, since="2026-01-31", logo=PNG, interactive=True)
    assert Definition.from_dict(json.loads(json.dumps(asked.as_dict()))) == asked


def test_a_page_that_no_longer_exists_is_left_out() -> None:
    kept = {**Definition().as_dict(), "pages": ["overview", "gone"], "unheard": 1}
    assert Definition.from_dict(kept).pages == ("overview",)


@pytest.mark.parametrize(("wrong", "word"), [({"pages": ()}, "at least one page"), ({"since": "soon"}, "soon")])
def test_what_cannot_be_made_is_said(wrong: dict[str, object], word: str) -> None:
    with pytest.raises(UnusablePack, match=word):
        Definition(**wrong)


def test_the_running_cycle_and_its_start_are_those_of_the_day(question: Question) -> None:
    asked = narrowed(question, Definition(cycle=RUNNING, since=CYCLE_START, unit="North"))
    assert (asked.filters.cycle, asked.filters.unit) == ("q1", "north")
    assert asked.choices == {"since": "2026-01-01"}


def test_an_unknown_page_or_unit_is_answered_with_what_there_is(question: Question) -> None:
    with pytest.raises(UnknownName, match="overview"):
        compose(question, Definition(pages=("overvieww",)))
    with pytest.raises(UnknownName, match="North"):
        narrowed(question, Definition(unit="Nort"))


def test_units_to_review_have_something_of_their_own(question: Question) -> None:
    assert units_to_review(question) == ("North",)
