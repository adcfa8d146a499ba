"""What later files changed in the goal of a key result: old, new, the day, the load and the cell."""

import pytest

from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-05")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")
    world.add("unit", "u", name="Health")
    world.add("key_result", "k", title="k", unit_key="u", cycle_key="q1", baseline=10, target=50, due="03-01")
    return world


def test_a_changed_target_names_old_new_day_load_and_cell(world: World) -> None:
    load = world.load("02-01", "later.xlsx")
    world.add("key_result", "k", title="k", target=40, due="03-01", cells={"target": "OKRs!F14"})
    row = world.one("kr_goal_change", "02-10")
    assert (row["field"], row["old_number"], row["new_number"]) == ("target", 50, 40)
    assert (row["date"], row["load_id"], row["file"], row["where"]) == (day("02-01"), load, "later.xlsx", "OKRs!F14")
    assert (row["unit"], row["cycle"]) == ("Health", "2026 Q1")


def test_what_is_repeated_left_blank_or_not_known_yet_changes_nothing(world: World) -> None:
    world.load("02-01")
    world.add("key_result", "k", title="k", baseline=10 + 1e-12)
    world.load("03-01")
    world.add("key_result", "k", title="k", target=45)
    assert world.ask("kr_goal_change", "02-10") == []
    assert world.ask("kr_goal_change", "03-10", known=2) == []
    assert world.one("kr_goal_change", "03-10")["old_number"] == 50  # the blank between doesn't count


def test_a_due_day_that_moved_is_told(world: World) -> None:
    world.load("02-01")
    world.add("key_result", "k", title="k", due="03-31")
    row = world.one("kr_goal_change", "02-10")
    assert (row["field"], row["old_day"], row["new_day"]) == ("due", day("03-01"), day("03-31"))
