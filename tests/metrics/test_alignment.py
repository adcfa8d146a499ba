"""Who delivers what others own, what stands in the way, how far OKRs have come: on organisations small enough to see."""

import datetime as dt

import pandas as pd
import pytest

from okr_analytics.metrics import rollout
from okr_analytics.metrics.evaluate import evaluate, rows
from okr_analytics.metrics.filters import Filters
from okr_analytics.views.alignment import in_tree_order
from tests.small_world import World


@pytest.fixture
def world() -> World:
    world = World()
    world.add("unit", "top", name="Agency")
    for key, name in (("n", "North"), ("s", "South"), ("i", "IT")):
        world.add("unit", key, name=name, parent_key="top")
    world.add("cycle", "q1", name="2026-Q1", start="01-01", end="03-31")
    return world


def objective(world: World, key: str, unit: str | None, parent: str | None = None, **fields: object) -> None:
    world.add("objective", key, title=f"Objective {key}", unit_key=unit, cycle_key="q1", parent_key=parent, **fields)


def key_result(world: World, key: str, of: str, unit: str | None) -> None:
    world.add("key_result", key, title=f"Result {key}", objective_key=of, unit_key=unit, cycle_key="q1", baseline=0.0,
              target=10.0)  # fmt: skip


def asked(world: World) -> Filters:
    return Filters(as_of=dt.date(2026, 2, 15)).resolve(world.database)


def of(world: World, view: str, column: str, key: str) -> dict[str, object]:
    frame = rows(world.database, view, asked(world))
    return dict(zip(frame[key], frame[column].astype(object).where(frame[column].notna(), None), strict=True))


def test_who_delivers_a_key_result(world: World) -> None:
    objective(world, "o", "n")
    for key in ("alone", "nobody", "together", "elsewhere", "booked"):
        key_result(world, key, "o", "n")
    world.add("initiative", "i1", title="Do", key_result_key="alone", unit_key="n")
    world.add(
        "project", "p1", name="Build", key_result_key="together", unit_key="n", contributing_units=["it ", "South"]
    )
    world.add("project", "p2", name="Move", key_result_key="elsewhere", unit_key="i")
    world.add("project", "p3", name="Off", key_result_key="nobody", unit_key="i", status="cancelled")
    world.add("effort", "e", unit_key="s", unit="South", period="2026-01", start="01-01", end="01-31", item_kind="key_result",
              item_key="booked", actual=5, measure="hours")  # fmt: skip
    told = of(world, "kr_fit", "delivered_by", "key_result_key")
    assert told == {"alone": "own", "nobody": "nobody", "together": "shared", "elsewhere": "others", "booked": "others"}
    assert of(world, "kr_fit", "other_units", "key_result_key")["together"] == "IT, South"
    counted = {
        row.metric: row.value
        for row in evaluate(
            world.database, ["key_results_without_work", "key_results_delivered_by_others"], (), asked(world)
        )
    }
    assert counted == {"key_results_without_work": 1, "key_results_delivered_by_others": 2}


def test_work_on_an_objective_is_work_on_its_key_results(world: World) -> None:
    objective(world, "o", "n")
    key_result(world, "a", "o", "n")
    world.add("initiative", "i1", title="Do", objective_key="o", unit_key="s")
    assert of(world, "kr_fit", "delivered_by", "key_result_key") == {"a": "others"}


def test_directions_and_barriers_of_objectives(world: World) -> None:
    objective(world, "whole", "top")
    objective(world, "down", "n", "whole")
    objective(world, "line", "n", "down")
    objective(world, "up", "s")
    objective(world, "empty", "i", "whole")
    for key in ("whole", "down", "line", "up"):
        key_result(world, f"kr-{key}", key, {"whole": "top", "up": "s"}.get(key, "n"))
    world.add(
        "initiative", "i1", title="Do", key_result_key="kr-whole", unit_key="n"
    )  # an objective of North hangs on it
    world.add("initiative", "i2", title="Do", key_result_key="kr-down", unit_key="i")  # none of IT hangs on it
    world.add("initiative", "i3", title="Do", key_result_key="kr-line", unit_key="n")
    assert of(world, "objective_fit", "direction", "objective_key") == {
        "whole": "top", "down": "top_down", "line": "own_line", "up": "bottom_up", "empty": "top_down",
    }  # fmt: skip
    assert of(world, "objective_fit", "barrier", "objective_key") == {
        "whole": None, "down": "others_not_committed", "line": None, "up": "nobody_contributes", "empty": "no_key_results",
    }  # fmt: skip
    assert of(world, "objective_fit", "others_not_committed", "objective_key")["down"] == "IT"


def test_without_any_known_work_nobody_is_accused(world: World) -> None:
    objective(world, "o", "n")
    key_result(world, "a", "o", "n")
    assert of(world, "objective_fit", "barrier", "objective_key") == {"o": None}


def test_nobody_owns(world: World) -> None:
    objective(world, "o", None)
    key_result(world, "a", "o", None)
    assert of(world, "objective_fit", "barrier", "objective_key") == {"o": "nobody_owns"}


def test_a_tree_has_parents_first_and_ends_circles() -> None:
    frame = pd.DataFrame(
        [("a", None, "A"), ("c", "b", "C"), ("b", "a", "B"), ("x", "y", "X"), ("y", "x", "Y"), ("z", "gone", "Z")],
        columns=["objective_key", "parent_key", "tree"],
    ).assign(unit="U")
    told = in_tree_order(frame)["tree"].tolist()
    assert [text.strip() for text in told] == ["A", "B", "C", "Z", "X", "Y"]
    assert [len(text) - len(text.strip()) for text in told] == [0, 1, 2, 0, 0, 1]


WALKING = {"has_okrs": True, "cycles": 2, "on_time": 0.6, "good": 0.6, "champion": "Ana"}


@pytest.mark.parametrize(
    ("changes", "profile", "stage", "missing"),
    [
        ({}, "corporate", "walk", ("2 more finished cycles", "80% of check-ins on time", "70% of key results A or B")),
        ({"cycles": 4, "on_time": 0.9, "good": 0.8}, "corporate", "run", ()),
        ({"champion": ""}, "corporate", "crawl", ("a champion",)),
        ({"on_time": None}, "corporate", "crawl", ("50% of check-ins on time",)),
        ({"champion": "", "cycles": 3, "on_time": 0.7}, "startup", "run", ()),
        ({"has_okrs": False, "cycles": 0}, "public", "not_yet", ("first OKRs",)),
    ],
)
def test_a_stage_is_what_its_criteria_say(
    changes: dict[str, object], profile: str, stage: str, missing: tuple[str, ...]
) -> None:
    assert rollout.stage({**WALKING, **changes}, profile) == (stage, missing)


def test_reach_champions_and_who_comes_next(world: World) -> None:
    objective(world, "o", "n")
    key_result(world, "a", "o", "n")
    world.add("unit", "sub", name="South desk", parent_key="s")
    world.add("champion", "c", person="Ana", unit_key="s", role="champion")
    world.add("initiative", "i1", title="Do", key_result_key="a", unit_key="i")
    units = rollout.units(world.database, asked(world), "public").set_index("unit")
    assert units["has_okrs"].to_dict() == {
        "Agency": False,
        "North": True,
        "South": False,
        "IT": False,
        "South desk": False,
    }
    assert units["champion"].to_dict() == {"Agency": "", "North": "", "South": "Ana", "IT": "", "South desk": "Ana"}
    following = rollout.upcoming(units.reset_index())
    assert following["unit"].tolist() == ["South", "South desk", "IT", "Agency"]
    assert following["why"].tolist()[0] == "looked after by Ana"
    assert following["why"].tolist()[2] == "works on 1 key results of others"


def test_an_objective_of_no_unit_hangs_on_nobody_elses(world: World) -> None:
    objective(world, "above", None)
    objective(world, "below", None, "above")
    assert set(of(world, "objective_fit", "direction", "objective_key").values()) == {"unknown"}
    share, alone = evaluate(
        world.database, ["objectives_top_down_share", "objectives_without_parent"], (), asked(world)
    )
    assert share.value is None
    assert alone.value == 1
