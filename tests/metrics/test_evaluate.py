"""Metrics by dimensions, filters and scope, on a small organisation worked by hand."""

import datetime as dt
import math
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from okr_analytics.errors import UnknownName
from okr_analytics.metrics.catalogue import METRICS
from okr_analytics.metrics.dimensions import DIMENSIONS, LIST_FILTERS, VIEW_DIMENSIONS
from okr_analytics.metrics.evaluate import evaluate, rows, value
from okr_analytics.metrics.filters import Filters, data_day
from tests.small_world import World, day

FEBRUARY = Filters(as_of=day("02-10"))


@pytest.fixture(scope="module")
def world() -> World:
    world = World("01-01")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")
    world.add("cycle", "q0", name="2025 Q4")
    world.add("unit", "org", name="Ministry")
    world.add("unit", "h", name="Health", parent_key="org")
    world.add("unit", "c", name="Clinic", parent_key="h")
    world.add("unit", "s", name="Schools", parent_key="org")
    for key, unit, cycle in (("o1", "h", "q1"), ("o2", "c", "q1"), ("o3", "s", "q1"), ("o0", "s", "q0")):
        world.add("objective", key, title=key, unit_key=unit, cycle_key=cycle)
    for key, objective, current in (("a", "o1", 40), ("b", "o2", 20), ("c", "o3", None), ("z", "o0", 100)):
        world.add("key_result", key, title=key.upper(), objective_key=objective, baseline=0, target=100)
        if current is not None:
            world.check_in(key, "02-09", current, confidence=0.5)
    hours: list[tuple[str, str | None, float, float]] = [
        ("h", "growth", 40, 30),
        ("h", "bau", 40, 50),
        ("c", "bau", 20, 20),
        ("s", "improvement", 30, 30),
        ("s", None, 30, 70),
    ]
    for place, (unit, conversation, planned, actual) in enumerate(hours):
        world.add(
            "effort",
            f"e{place}",
            unit_key=unit,
            conversation=conversation,
            planned=Decimal(planned),
            actual=Decimal(actual),
            measure="hours",
            start="01-01",
            end="01-31",
        )
    world.add(
        "effort",
        "m",
        unit_key="h",
        conversation="growth",
        actual=Decimal(999),
        measure="cost",
        start="01-01",
        end="01-31",
    )
    world.add("kpi", "k", name="Wait", unit_key="h", healthy_high=10)
    world.add("kpi_reading", "r", kpi_key="k", date="02-01", value=8)
    world.add("kpi", "k2", name="Calls", unit_key="s")
    world.add(
        "project",
        "p",
        name="P",
        unit_key="s",
        start="01-01",
        due="04-11",
        percent_complete=0.4,
        budget=Decimal(100),
        spent=Decimal(30),
    )
    return world


def answer(world: World, metric: str, *by: str, filters: Filters = FEBRUARY) -> dict[Any, Any]:
    found = evaluate(world.database, [metric], by, filters)
    return {tuple(row.dims[name] for name in by) if len(by) > 1 else row.dims[by[0]]: row.value for row in found}


def test_every_metric_answers_by_each_of_its_dimensions(world: World) -> None:
    for view, names in VIEW_DIMENSIONS.items():
        of_view = [name for name, metric in METRICS.items() if metric.view == view]
        for name in names if of_view else ():
            evaluate(world.database, of_view, (name,), FEBRUARY)


def test_every_metric_is_described_and_offers_dimensions() -> None:
    for metric in METRICS.values():
        assert metric.definition.endswith(".")
        assert len(metric.definition) > 20
        assert metric.view in VIEW_DIMENSIONS
        assert " / " not in metric.expression or "nullif(" in metric.expression
    assert {name for names in VIEW_DIMENSIONS.values() for name in names} == set(DIMENSIONS) - {
        "rule",
        "week",
        "reason",
    } | ({"rule", "week", "reason"} & {name for names in VIEW_DIMENSIONS.values() for name in names})


def test_lists_can_be_narrowed_by_what_they_promise(world: World) -> None:
    narrow = Filters(as_of=day("02-10"), unit="Health", cycle="2026 Q1", conversation="growth", measure="hours")
    for view in (*LIST_FILTERS, *VIEW_DIMENSIONS):
        rows(world.database, view, narrow)


def test_progress_is_the_mean_and_says_how_much_it_covers(world: World) -> None:
    (row,) = evaluate(world.database, ["progress"], (), Filters(as_of=day("02-10"), cycle="2026 Q1"))
    assert (row.value, row.coverage, row.unit) == (0.3, pytest.approx(2 / 3), "percent")


def test_by_unit_and_down_the_tree(world: World) -> None:
    q1 = Filters(as_of=day("02-10"), cycle="2026 q1")
    assert answer(world, "progress", "unit", filters=q1) == {"Health": 0.4, "Clinic": 0.2, "Schools": None}
    assert answer(world, "progress", "branch", filters=q1) == {"Health": 0.3, "Schools": None}
    assert value(world.database, "progress", Filters(as_of=day("02-10"), unit="health")).value == 0.3
    assert answer(world, "key_results", "level") == {1: 3, 2: 1}
    assert answer(world, "key_results", "parent_unit") == {"Ministry": 3, "Health": 1}


def test_status_shares_add_up(world: World) -> None:
    names = [name for name, metric in METRICS.items() if metric.name.endswith("_share") and metric.view == "kr_state"]
    shares = [row.value for row in evaluate(world.database, [n for n in names if n != "moved_share"], (), FEBRUARY)]
    assert math.fsum(share for share in shares if share is not None) == pytest.approx(1)


def test_effort_shares_in_one_measure_with_the_unknown(world: World) -> None:
    found = evaluate(world.database, ["effort_share"], (), FEBRUARY)
    assert {row.dims["conversation"]: row.value for row in found} == {
        "growth": 0.15,
        "bau": 0.35,
        "improvement": 0.15,
        "unknown": 0.35,
    }
    assert {row.dims["measure"] for row in found} == {"hours"}
    assert {row.coverage for row in found} == {0.65}
    planned = answer(world, "effort_share_planned", "unit", "conversation")
    assert planned[("Schools", "unknown")] == 0.5
    cost = evaluate(world.database, ["effort"], (), Filters(as_of=day("02-10"), measure="cost"))
    assert [row.value for row in cost] == [999]


def test_planned_and_actual_shares_are_asked_together(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    resolved = Filters(as_of=FEBRUARY.as_of, measure="hours").resolve(world.database)
    alone = [
        row
        for name in ("effort_share", "effort_share_planned")
        for row in evaluate(world.database, [name], (), resolved)
    ]
    asked = counted(world, monkeypatch)
    assert list(evaluate(world.database, ["effort_share", "effort_share_planned"], (), resolved)) == alone
    assert len(asked) == 1


def test_a_key_that_was_looked_up_is_not_looked_up_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Filters(unit="Health", cycle=None, as_of=FEBRUARY.as_of).resolve(world.database)
    asked = counted(world, monkeypatch)
    assert found.with_changes(measure="hours").resolve(world.database).unit == found.unit
    assert not asked
    with pytest.raises(UnknownName):
        found.with_changes(scope=frozenset()).resolve(world.database)


def counted(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that the store is asked from now on."""
    asked: list[str] = []
    query = world.database.query
    monkeypatch.setattr(world.database, "query", lambda sql, *rest: asked.append(sql) or query(sql, *rest))
    return asked


def test_a_conversation_keeps_its_share_of_the_whole(world: World) -> None:
    growth = Filters(as_of=day("02-10"), conversation="growth")
    assert [row.value for row in evaluate(world.database, ["effort_share"], (), growth)] == [0.15]
    assert value(world.database, "effort", growth).value == 30


def test_effort_of_a_cycle_lies_within_its_days(world: World) -> None:
    assert value(world.database, "effort", Filters(as_of=day("02-10"), cycle="2026 Q1")).value == 200
    assert value(world.database, "effort", Filters(as_of=day("02-10"), cycle="2025 Q4")).value is None


def test_other_conversations(world: World) -> None:
    asked = ["kpis", "kpis_healthy_share", "kpi_unknown", "projects_on_track_share", "budget_spent_share", "reach"]
    found = {row.metric: (row.value, row.coverage) for row in evaluate(world.database, asked, (), FEBRUARY)}
    assert found["kpis"] == (2, None)
    assert found["kpis_healthy_share"] == (1, 0.5)
    assert found["kpi_unknown"] == (1, None)
    assert found["projects_on_track_share"] == (1, 1)
    assert found["budget_spent_share"] == (0.3, 1)
    assert found["reach"] == (0.5, None)  # 3 of 4 units in Q1, 1 of 4 in Q4


def test_whoever_sees_one_unit_sees_nothing_else(world: World) -> None:
    health = Filters(as_of=day("02-10"), scope=frozenset({"h"}))
    assert answer(world, "key_results", "unit", filters=health) == {"Health": 1, "Clinic": 1}
    assert value(world.database, "effort", health).value == 100
    assert value(world.database, "unused_cells_share", health).value is None
    assert set(rows(world.database, "kr_state", health)["title"]) == {"A", "B"}
    with pytest.raises(UnknownName):
        evaluate(world.database, ["progress"], (), Filters(as_of=day("02-10"), unit="Schools", scope=frozenset({"h"})))
    nobody = Filters(as_of=day("02-10"), scope=frozenset())
    for name, metric in METRICS.items():
        for row in evaluate(world.database, [name], (), nobody):
            assert not row.value, metric.name


@pytest.mark.parametrize(
    ("metrics", "by", "filters", "hint"),
    [
        (["progres"], (), {}, "Did you mean 'progress'?"),
        (["progress"], ("unti",), {}, "Did you mean 'unit'?"),
        (["progress"], ("conversation",), {}, "can't be told apart by conversation"),
        (["progress"], (), {"unit": "Healht"}, "Did you mean 'Health'?"),
        (["progress"], (), {"cycle": "2026 Q7"}, "Did you mean '2026 Q1'?"),
        (["effort"], (), {"conversation": "grow"}, "Did you mean 'growth'?"),
        (["effort"], (), {"measure": "hour"}, "Did you mean 'hours'?"),
    ],
)
def test_unknown_names_get_a_hint(
    world: World, metrics: list[str], by: tuple[str, ...], filters: dict[str, Any], hint: str
) -> None:
    with pytest.raises(UnknownName, match=hint.replace("?", r"\?")):
        evaluate(world.database, metrics, by, Filters(as_of=day("02-10"), **filters))


def test_rows_are_filtered_picked_ordered_and_limited(world: World) -> None:
    found = rows(world.database, "kr_state", FEBRUARY, only={"cycle": "2026 Q1"}, order=["-progress"], limit=2)
    assert list(found["title"]) == ["A", "B"]
    assert list(rows(world.database, "kr_state", FEBRUARY, only={"progress": None})["title"]) == ["C"]
    with pytest.raises(UnknownName):
        rows(world.database, "kr_state", FEBRUARY, only={"1=1 --": 1})
    with pytest.raises(UnknownName):
        rows(world.database, "kr_state; DROP TABLE load", FEBRUARY)


def test_a_row_told_by_unit_still_says_how_it_is_counted(world: World) -> None:
    row = evaluate(world.database, ["progress"], ("unit",), FEBRUARY)[0].as_dict()
    assert (row["unit"], row["value_unit"]) == ("Clinic", "percent")


def test_the_moment_we_knew_it() -> None:
    world = World("01-01")
    world.add("key_result", "a", title="a", baseline=0, target=100)
    world.check_in("a", "01-01", 10)
    world.load("01-02")
    world.check_in("a", "01-02", 50)
    first = dt.datetime(2026, 1, 1, 1, 30)  # between the two events
    assert value(world.database, "progress", Filters(as_of=day("01-05"), known_at=first)).value == 0.1
    assert value(world.database, "progress", Filters(as_of=day("01-05"))).value == 0.5


def test_the_day_of_the_data_once_everything_is_over() -> None:
    world = World("2025-03-01")
    assert data_day(world.database, 1, day("02-10")) == day("02-10")  # nothing says that anything ended
    world.add("cycle", "c", name="2025 Q1")
    assert data_day(world.database, 1, day("2025-03-20")) == day("2025-03-20")  # silence since the load must show
    assert data_day(world.database, 1, day("02-10")) == day("2025-03-01")
    assert data_day(world.database, 1, day("2025-02-01")) == day("2025-03-01")  # a file may be of a day to come


@pytest.fixture(scope="module")
def timesheets() -> World:
    random = Random(11)
    world = World("01-01")
    for key, parent in (("u", None), ("v", "u"), ("w", None)):
        world.add("unit", key, name=key, parent_key=parent)
    counted = ("hours", "hours", "days", "fte", "percent", "cost", "count")
    lines = [
        {
            "load_id": 1,
            "row_number": n,
            "key": f"e{n}",
            "unit_key": random.choice("uvw"),
            "conversation": random.choice(("growth", "bau", "improvement", None)),
            "actual": Decimal(random.randint(1, 10**6)).scaleb(-3),
            "measure": random.choice(counted),
            "start": day("01-01"),
            "end": day(random.choice(("01-31", "02-28", "12-31"))),
            "cells": {},
        }
        for n in range(90)
    ]
    world.insert("effort", lines)
    return world


@pytest.mark.parametrize("by", [(), ("unit",), ("month",), ("branch",), ("unit", "quarter"), ("measure",)])
@pytest.mark.parametrize("measure", [None, "hours", "days", "fte", "percent", "cost"])
@pytest.mark.parametrize("unit", [None, "u"])
def test_shares_add_up_to_one_for_every_filter_and_measure(
    timesheets: World, by: tuple[str, ...], measure: str | None, unit: str | None
) -> None:
    narrow = Filters(as_of=day("02-10"), measure=measure, unit=unit)
    groups: dict[Any, list[float]] = {}
    for row in evaluate(timesheets.database, ["effort_share"], by, narrow):
        if row.value is not None:
            group = tuple(v for k, v in row.keys.items() if k != "conversation")
            groups.setdefault((group, row.dims["measure"]), []).append(float(row.value))
    assert groups
    for shares in groups.values():
        assert len(shares) == 4
        assert math.fsum(shares) == 1
