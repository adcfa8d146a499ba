"""Units and cycles as views: the tree, the level, the days of a cycle."""

import pytest

from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    return World("01-01")


def test_tree_holds_every_ancestor_and_the_unit_itself(world: World) -> None:
    world.add("unit", "a", name="Org")
    world.add("unit", "b", name="Dep", parent_key="a")
    world.add("unit", "c", name="Team", parent_key="b")
    rows = {(r["unit_key"], r["ancestor_key"]): r["distance"] for r in world.ask("unit_tree", "02-01")}
    assert rows == {("a", "a"): 0, ("b", "b"): 0, ("b", "a"): 1, ("c", "c"): 0, ("c", "b"): 1, ("c", "a"): 2}


def test_a_circle_of_parents_ends(world: World) -> None:
    world.add("unit", "a", name="A", parent_key="b")
    world.add("unit", "b", name="B", parent_key="a")
    world.add("unit", "s", name="S", parent_key="s")
    assert len(world.ask("unit_tree", "02-01")) == 5
    assert len(world.ask("unit_state", "02-01")) == 3


def test_a_parent_that_nobody_knows_is_no_ancestor(world: World) -> None:
    world.add("unit", "a", name="A", parent_key="ghost")
    assert len(world.ask("unit_tree", "02-01")) == 1


def test_level_is_stated_or_counted(world: World) -> None:
    world.add("unit", "a", name="Org")
    world.add("unit", "b", name="Dep", parent_key="a")
    world.add("unit", "c", name="Lone")
    world.add("unit", "d", name="Branch", level=2)
    world.add("unit", "e", name="Below", parent_key="d")
    levels = {r["unit"]: r["level"] for r in world.ask("unit_state", "02-01")}
    assert levels == {"Org": 0, "Dep": 1, "Lone": 1, "Branch": 2, "Below": 3}


def test_the_only_unit_is_the_whole(world: World) -> None:
    world.add("unit", "a", name="Org")
    assert world.one("unit_state", "02-01")["level"] == 0


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026 Q1", "2026-01-01", "2026-03-31"),
        ("Q3/2025", "2025-07-01", "2025-09-30"),
        ("2T 2026", "2026-04-01", "2026-06-30"),
        ("1º trimestre 2026", "2026-01-01", "2026-03-31"),
        ("2º semestre de 2025", "2025-07-01", "2025-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("OKR 2026", "2026-01-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_days_are_read_from_a_plain_name(world: World, name: str, first: str, last: str) -> None:
    world.add("cycle", "c", name=name)
    row = world.one("cycle_state", "02-01")
    assert (row["start"], row["end"], row["dates_from"]) == (day(first), day(last), "name")


@pytest.mark.parametrize("name", ["FY26 Q1", "Q1", "2025/2026", "Q1-Q2 2025", "Summer", "Project 2026 T1000"])
def test_no_days_are_guessed(world: World, name: str) -> None:
    world.add("cycle", "c", name=name)
    row = world.one("cycle_state", "02-01")
    assert (row["start"], row["elapsed"], row["dates_from"]) == (None, None, None)


def test_elapsed_runs_from_the_first_day_to_the_last(world: World) -> None:
    world.add("cycle", "c", name="C", start="01-11", end="01-31")
    shares = [world.one("cycle_state", f"2026-{d}")["elapsed"] for d in ("01-01", "01-11", "01-21", "01-31", "02-05")]
    assert shares == [0, 0, 0.5, 1, 1]
    assert [world.one("cycle_state", d)["is_closed"] for d in ("01-31", "02-01")] == [False, True]


def test_reach_counts_units_with_key_results_of_their_own(world: World) -> None:
    world.add("cycle", "c", name="2026 Q1")
    world.add("unit", "a", name="Org")
    world.add("unit", "b", name="Dep", parent_key="a")
    world.add("objective", "o", title="O", unit_key="b", cycle_key="c")
    world.add("key_result", "k", title="K", objective_key="o")
    rows = {r["unit"]: (r["has_okrs"], r["key_results"], r["cycle"]) for r in world.ask("unit_reach", "02-01")}
    assert rows == {"Org": (False, 0, "2026 Q1"), "Dep": (True, 1, "2026 Q1")}
