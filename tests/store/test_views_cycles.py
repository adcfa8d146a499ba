"""Closed cycles keep their rule, and key results that go on into the next cycle are found again."""

import datetime as dt
from typing import Any

import pytest

from okr_analytics.metrics.evaluate import value
from okr_analytics.metrics.filters import Filters
from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-05")  # loaded on 1 January 2026
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="03-31")
    world.add("cycle", "q2", name="2026 Q2", start="04-01", end="06-30")
    world.add("unit", "u", name="Health")
    return world


def decide(world: World, number: int, on: str, rule: str) -> None:
    """A policy that a person sets on a day."""
    moment = dt.datetime.combine(day(on), dt.time(9))
    world.insert("event", [{"number": number, "time": moment, "actor": "a", "kind": "policy", "summary": ""}])
    world.policy(number, status_rule=rule, measure="gap" if rule.startswith("gap") else "ratio")


def rules(world: World, as_of: str, known: int) -> dict[str, Any]:
    return {row["cycle_key"]: row["status_rule"] for row in world.ask("cycle_state", as_of, known)}


def test_a_rule_set_after_the_end_changes_no_closed_cycle(world: World) -> None:
    decide(world, 10, "02-01", "gap_thirds")
    decide(world, 11, "05-01", "ratio")
    assert rules(world, "05-10", 11) == {"q1": "gap_thirds", "q2": None}
    assert rules(world, "03-31", 11) == {"q1": None, "q2": None}  # still running on that day: the rule in force counts
    world.add("key_result", "k", title="k", unit_key="u", cycle_key="q1", baseline=0, target=100)
    world.check_in("k", "03-30", 80)
    world.add("key_result", "r", title="r", unit_key="u", cycle_key="q2", baseline=0, target=100)
    world.check_in("r", "05-08", 80)
    found = {row["title"]: row["status_rule"] for row in world.ask("kr_state", "05-10", 11)}
    assert found == {"k": "gap_thirds", "r": "ratio"}


def test_where_nothing_was_decided_in_time_the_first_decision_counts(world: World) -> None:
    assert rules(world, "05-10", 9) == {"q1": None, "q2": None}
    decide(world, 10, "05-01", "ratio")
    decide(world, 11, "05-01", "gap_thirds")  # still trying out on the first day
    decide(world, 12, "05-20", "ratio_wide")
    assert rules(world, "05-25", 12)["q1"] == "gap_thirds"
    assert rules(world, "05-25", 10)["q1"] == "ratio"


@pytest.mark.parametrize(
    ("title", "metric", "found"),
    [
        ("Cut the wait from 26 to 18 minutes", None, True),
        ("Cut the wait: from 3.5 to 2,5 minutes", None, True),
        ("Cut the queue from 26 to 18 minutes", None, False),
        ("Something else altogether", "Median wait", True),
        ("Something else altogether", "Mean wait", False),
    ],
)
def test_the_same_key_result_in_the_next_cycle(world: World, title: str, metric: str | None, found: bool) -> None:
    kr = {"unit_key": "u", "baseline": 31.0, "target": 20.0}
    world.add(
        "key_result", "a", title="Cut the wait from 31 to 20 minutes", metric="median wait ", cycle_key="q1", **kr
    )
    world.check_in("a", "03-30", 26)
    world.add("key_result", "b", title=title, metric=metric, cycle_key="q2", unit_key="u", baseline=26, target=18)
    rows = world.ask("kr_carried", "05-10")
    assert [row["key_result_key"] for row in rows] == (["b"] if found else [])
    for row in rows:
        assert (row["before_key"], row["before_value"], row["before_target"]) == ("a", 26, 20)
        assert row["before_progress"] == pytest.approx(5 / 11)
        assert row["target_moved"] == "raised"  # less is better: 18 asks for more than 20
    assert value(world.database, "carried_over", Filters(as_of=day("05-10"), known=9)).value == len(rows)


def test_another_units_key_result_is_another(world: World) -> None:
    world.add("unit", "n", name="Schools")
    title = "Cut the wait from 31 to 20 minutes"
    world.add("key_result", "a", title=title, cycle_key="q1", unit_key="u")
    world.add("key_result", "b", title=title, cycle_key="q2", unit_key="n")
    assert world.ask("kr_carried", "05-10") == []


def test_achievement_takes_the_score_before_the_progress(world: World) -> None:
    for key, fields in (("a", {"score": 0.65}), ("b", {"score": 0.3}), ("c", {}), ("d", {})):
        world.add("key_result", key, title=key, unit_key="u", cycle_key="q1", baseline=0, target=10, **fields)
        world.check_in(key, "03-30", 12 if key == "c" else None)
    may = Filters(as_of=day("05-10"), known=9)
    row = value(world.database, "achievement", may)
    assert (row.value, row.coverage) == (pytest.approx((0.65 + 0.3 + 1) / 3), 0.75)
    assert value(world.database, "reached", may).value == pytest.approx(1 / 3)
    assert value(world.database, "sweet_spot", may).value == pytest.approx(1 / 3)
