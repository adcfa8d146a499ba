"""The page of one key result: its path in its own unit, a target that moved, and a fan that ends on the due day."""

import datetime as dt

import pytest

from okr_analytics.charts import plotly, svg
from okr_analytics.document import Chart, Note, Table, Tiles, View
from okr_analytics.metrics.filters import Filters
from okr_analytics.policy import Policy
from okr_analytics.views import key_result, path
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question
from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-05")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")
    world.add("unit", "u", name="Health")
    return world


def page(world: World, key: str = "k", as_of: str = "02-20") -> View:
    filters = Filters(as_of=day(as_of)).resolve(world.database)
    prepare(world.database, filters, Policy(), ("forecasts",))
    return key_result.build(Question(world.database, filters, Policy(), item=key))


def blocks(view: View, key: str) -> list[object]:
    return [block for section in view.sections if section.key == key for block in section.blocks]


def chart(view: View) -> Chart:
    return next(block for block in blocks(view, "path") if isinstance(block, Chart))


def line(drawn: Chart, name: str) -> dict[dt.date, float]:
    own = drawn.frame[drawn.frame["line"] == name]
    return dict(zip(own["date"], own["value"], strict=True))


def add(world: World, **fields: object) -> None:
    world.add("key_result", "k", title="<b>Wait</b>", unit_key="u", cycle_key="q1", **fields)
    for date, value in (("01-11", 39), ("01-21", 37), ("02-10", 32)):
        world.check_in("k", date, value, progress_note="Done" if date == "02-10" else None)


def test_a_changed_target_is_marked_and_steps_on_its_day(world: World) -> None:
    add(world, baseline=40, target=20, measure="min", metric="Median wait")
    world.load("02-15", "later.xlsx")
    world.add("key_result", "k", title="<b>Wait</b>", target=25)
    view = page(world)
    drawn = chart(view)
    target = line(drawn, path.TARGET)
    assert (target[day("01-01")], target[day("02-14")], target[day("02-15")], target[day("04-11")]) == (20, 20, 25, 25)
    assert ("target 20 → 25", day("02-15")) in drawn.lines
    assert (drawn.y_label, drawn.unit) == ("Median wait (min)", "number")
    table = next(block for block in blocks(view, "path") if isinstance(block, Table))
    assert list(zip(table.frame["moved"], table.frame["file"], strict=True)) == [("20 → 25", "later.xlsx")]
    fan = drawn.frame[drawn.frame["line"] == path.OUTER]
    assert (fan["date"].min(), fan["date"].max()) == (day("02-10"), day("04-11"))
    assert (fan["low"] <= fan["high"]).all()
    assert line(drawn, path.EXPECTED) == {day("01-01"): 40, day("04-11"): 25}
    assert len(plotly.figure(drawn)["data"]) >= 6
    assert "<b>" not in svg.draw(drawn, width=400)


def test_a_milestone_is_expected_in_steps_and_a_plan_in_its_corners(world: World) -> None:
    world.add("key_result", "k", title="k", unit_key="u", cycle_key="q1", kind="milestone", steps=2)
    world.check_in("k", "02-10", 1)
    expected = line(chart(page(world)), path.EXPECTED)
    assert expected == {day("01-01"): 0, day("02-19"): 0, day("02-20"): 1, day("04-10"): 1, day("04-11"): 2}
    world.add("key_result", "p", title="p", unit_key="u", cycle_key="q1", baseline=0, target=100)
    world.add("target", "t", key_result_key="p", date="02-10", value=20)
    world.check_in("p", "02-10", 10)
    assert line(chart(page(world, "p")), path.EXPECTED) == {
        day("01-01"): 0,
        day("02-10"): pytest.approx(20),
        day("04-11"): 100,
    }


def test_a_range_shows_its_range_and_no_fan(world: World) -> None:
    add(world, kind="maintain", lower=35)
    drawn = chart(page(world))
    assert drawn.bands == (("Range to keep", 35, 39),)
    assert set(drawn.frame["line"]) == {path.CHECK_INS}


def test_without_a_baseline_the_path_is_the_progress_that_is_reported(world: World) -> None:
    world.add("key_result", "k", title="k", unit_key="u", cycle_key="q1", target=20)
    world.check_in("k", "02-10", 32, progress=0.4)
    drawn = chart(page(world))
    assert (drawn.unit, line(drawn, path.CHECK_INS)) == ("percent", {day("02-10"): 0.4})


def test_below_three_check_ins_the_chance_is_told_in_words(world: World) -> None:
    world.add("key_result", "k", title="k", unit_key="u", cycle_key="q1", baseline=0, target=100)
    world.check_in("k", "02-10", 40)
    found = blocks(page(world), "path")
    assert not [block for block in found if isinstance(block, Tiles)]
    assert next(block.text for block in found if isinstance(block, Note)).startswith("Open on 1 check-in")


def test_what_was_said_is_a_timeline_and_an_unknown_key_says_what_to_do(world: World) -> None:
    add(world, baseline=40, target=20, measure="min")
    (table,) = blocks(page(world), "check_ins")
    assert isinstance(table, Table)
    assert table.layout == "timeline"
    assert table.frame["said"].iloc[0].startswith("32 min · progress 40\u00a0%")
    assert "Pick one in the list" in str(page(world, "nobody").sections)
