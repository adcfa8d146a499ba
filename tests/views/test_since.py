"""What changed: since a load, the last review and a day, told from the same rows as the page."""

import datetime as dt

import pytest

from okr_analytics.document import Section, Table
from okr_analytics.metrics.filters import Filters
from okr_analytics.policy import Policy
from okr_analytics.views import since
from okr_analytics.views.question import Question
from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-05")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")
    world.add("unit", "u", name="Health")
    for key in ("up", "down", "still"):
        world.add("key_result", key, title=key, unit_key="u", cycle_key="q1", baseline=0, target=100)
        world.check_in(key, "02-01", 50)
    return world


def told(world: World, choice: str = "") -> Section:
    filters = Filters(as_of=day("02-20")).resolve(world.database)
    return since.section(Question(world.database, filters, Policy(), choices={"since": choice} if choice else {}))


def rows(section: Section) -> set[tuple[str, ...]]:
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    frame = table.frame
    return set(zip(frame["title"], frame["what"], frame["before"], frame["now"], strict=True))


def test_the_first_load_has_nothing_before_it(world: World) -> None:
    assert "first load" in str(told(world).blocks)


def test_since_the_last_load_each_field_is_told_in_words(world: World) -> None:
    world.load("02-15", "later.xlsx")
    world.check_in("up", "02-10", 75)
    world.check_in("down", "02-10", 40)
    world.add("key_result", "new", title="new", unit_key="u", cycle_key="q1")
    section = told(world)
    assert section.title == "What changed since the last load"
    assert section.lead.startswith("1 key result moved forward, 1 fell back;")
    assert "1 key result is new" in section.lead
    found = rows(section)
    assert ("up", "Progress", "50\u00a0%", "75\u00a0%") in found
    assert ("down", "Status", "Outdated", "On track") in found
    assert not [title for title, *_ in found if title == "still"]


def test_since_an_earlier_load_and_since_the_last_review(world: World) -> None:
    world.load("02-15")
    world.check_in("up", "02-10", 75)
    world.load("02-16")
    assert rows(told(world)) == set()
    assert ("up", "Progress", "50\u00a0%", "75\u00a0%") in rows(told(world, "load:2"))
    assert rows(told(world, "review:1")) == rows(told(world, "load:2"))  # known at the review: all up to event 1
    assert told(world, "review:1").title == "What changed since the last review"


def test_since_a_day_the_check_ins_tell_whenever_they_were_loaded(world: World) -> None:
    world.check_in("up", "02-10", 75)
    section = told(world, dt.date(2026, 2, 5).isoformat())
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert list(zip(table.frame["title"], table.frame["before"], table.frame["step"], strict=True)) == [
        ("up", 0.5, 0.25)
    ]
    assert section.lead.startswith("1 of 3 key results moved forward since 5 Feb 2026")
