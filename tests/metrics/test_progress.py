"""Progress as pure functions: worked by hand, their properties, and the SQL views equal to them on any data."""

import datetime as dt
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from okr_analytics.metrics.progress import (
    Goal,
    clamp,
    elapsed,
    expected,
    pace,
    progress,
    roll_up,
    time_in_range,
)
from okr_analytics.metrics.status import is_outdated, rule_that_serves, status_by
from okr_analytics.policy import STATUS_RULES
from tests.small_world import World, day

START, DUE = day("01-01"), day("04-11")  # 100 days
numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))


def test_worked_by_hand() -> None:
    assert progress(Goal("increase", 10, 50), 26) == pytest.approx(0.4)
    assert progress(Goal("decrease", 40, 20), 25) == pytest.approx(0.75)
    assert progress(Goal("count", None, 40), 10) == 0.25
    assert progress(Goal("milestone", steps=5), 2) == 0.4
    assert progress(Goal("milestone"), 1) == 1
    assert progress(Goal("increase", None, 50), 26) is None
    assert elapsed(START, DUE, day("02-10")) == pytest.approx(0.4)
    assert expected(Goal("milestone", steps=4, start=START, due=DUE), day("02-10")) == 0.25
    assert pace(0.2, 0.4) == 0.5
    assert pace(0.2, 0.04) is None
    assert clamp(1.3) == 1


def test_time_in_range_worked_by_hand() -> None:
    goal = Goal("maintain", lower=90, upper=100, due=DUE)
    readings = [(day("02-01"), 95.0), (day("02-05"), 80.0), (day("02-09"), 92.0)]
    assert time_in_range(goal, readings, day("02-10")) == pytest.approx(0.6)
    assert time_in_range(goal, readings[:1], day("02-01")) == 1


def test_phased_targets_worked_by_hand() -> None:
    goal = Goal("increase", 0, 100, start=START, due=DUE)
    plan = [(day("02-10"), 20.0)]
    assert expected(goal, day("01-21"), plan) == pytest.approx(0.1)
    assert expected(goal, day("03-12"), plan) == pytest.approx(0.6)
    assert expected(goal, day("12-12"), plan) == 1


def test_roll_up_worked_by_hand() -> None:
    found = roll_up([(0.2, 3.0), (0.6, 1.0), (None, 2.0)])
    assert (found.mean, found.weighted, found.worst) == (pytest.approx(0.4), pytest.approx(0.3), 0.2)
    assert found.coverage == pytest.approx(2 / 3)
    assert roll_up([(0.2, None), (1.8, None)]).weighted == pytest.approx(0.6)
    assert roll_up([(None, None)]).mean is None


@given(baseline=numbers, target=numbers, one=numbers, other=numbers)
def test_more_of_what_is_wanted_is_never_less_progress(
    baseline: float, target: float, one: float, other: float
) -> None:
    assume(target > baseline)
    low, high = sorted((one, other))
    first, second = (progress(Goal("increase", baseline, target), value) for value in (low, high))
    assert first is not None
    assert second is not None
    assert first <= second


@given(baseline=numbers, target=numbers, value=numbers)
def test_decrease_mirrors_increase(baseline: float, target: float, value: float) -> None:
    assume(abs(target - baseline) > 1e-3)
    up, down = (
        progress(Goal("increase", baseline, target), value),
        progress(Goal("decrease", -baseline, -target), -value),
    )
    assert up == pytest.approx(down)


@given(baseline=numbers, target=numbers, value=numbers, scale=st.sampled_from([0.001, 0.01, 60.0, 1000.0]))
def test_the_unit_of_measure_makes_no_difference(baseline: float, target: float, value: float, scale: float) -> None:
    assume(abs(target - baseline) > 1e-3)
    plain = progress(Goal("increase", baseline, target), value)
    assert progress(Goal("increase", baseline * scale, target * scale), value * scale) == pytest.approx(
        plain, rel=1e-6, abs=1e-9
    )


@given(parts=st.lists(st.tuples(st.none() | st.floats(-1, 2), st.none() | st.floats(0, 5)), min_size=1))
def test_roll_ups_lie_between_worst_and_best(parts: list[tuple[float | None, float | None]]) -> None:
    found = roll_up(parts)
    known = [clamp(p) or 0 for p, _ in parts if p is not None]
    if known:
        assert found.worst == min(known)
        assert found.mean is not None
        assert min(known) - 1e-9 <= found.mean <= max(known) + 1e-9
        if found.weighted is not None:
            assert min(known) - 1e-9 <= found.weighted <= max(known) + 1e-9


def test_status_rules_in_sql_are_those_of_the_policy() -> None:
    rows = World().ask("status_rules", "02-01")
    assert {r["name"]: (r["measure"], r["on_track"], r["at_risk"]) for r in rows} == {
        rule.name: (rule.measure, rule.on_track, rule.at_risk) for rule in STATUS_RULES.values()
    }


def test_status_worked_by_hand() -> None:
    colours = {name: status_by(rule, 0.42, 0.5, 0.31) for name, rule in STATUS_RULES.items()}
    assert colours == {
        "gap": "on_track",
        "gap_strict": "at_risk",
        "gap_thirds": "on_track",
        "ratio": "off_track",
        "ratio_wide": "at_risk",
        "absolute": "off_track",
        "probability": "at_risk",
    }
    assert status_by(STATUS_RULES["gap"], 0.3, 0.4) == "on_track"  # exactly ten points
    assert status_by(STATUS_RULES["ratio"], 0.0, 0.0) == "on_track"
    assert status_by(STATUS_RULES["gap"], 0.3, None) is None
    assert rule_that_serves(STATUS_RULES["probability"], 2, 0.9).name == "gap"
    assert rule_that_serves(STATUS_RULES["probability"], 3, 0.9).name == "probability"
    assert [is_outdated(14, 7), is_outdated(15, 7)] == [False, True]


RULES = tuple(name for name in STATUS_RULES if name != "probability")
ITEMS = 300


def _some(random: Random, *values: object) -> Any:
    return random.choice((None, *values))


def _goal(random: Random) -> dict[str, Any]:
    return {
        "kind": _some(random, "increase", "decrease", "maintain", "milestone", "count"),
        "baseline": _some(random, 0, random.randint(-50, 50)),
        "target": _some(random, 0, random.randint(-50, 50), random.randint(-50, 50)),
        "lower": _some(random, random.randint(-50, 0)),
        "upper": _some(random, random.randint(0, 50)),
        "steps": _some(random, random.randint(1, 6)),
        "weight": _some(random, 0, 1, 3),
        "start": _some(random, START, START, START),
        "due": _some(random, DUE, DUE, DUE),
    }


def _points(random: Random, most: int) -> list[tuple[dt.date, float]]:
    days = sorted(random.sample(range(1, 110), random.randint(0, most)))
    return [(START + dt.timedelta(days=after), float(random.randint(-60, 60))) for after in days]


@pytest.fixture(scope="module")
def crowd() -> tuple[World, list[tuple[dict[str, Any], Any, Any]]]:
    """Many random key results in one store, and one policy a rule: event 1 the first rule, and so on."""
    random = Random(7)
    world = World("01-01")
    for place, rule in enumerate(STATUS_RULES[name] for name in RULES):
        world.policy(
            place + 1, status_rule=rule.name, measure=rule.measure, on_track=rule.on_track, at_risk=rule.at_risk
        )
    items = [(_goal(random), _points(random, 4), _points(random, 2)) for _ in range(ITEMS)]
    world.insert("objective", [{"load_id": 1, "row_number": n, "key": f"o{n}", "cells": {}} for n in range(ITEMS // 5)])
    key_results, check_ins, targets = [], [], []
    for n, (fields, found, plan) in enumerate(items):
        row = {"load_id": 1, "row_number": n, "key": f"k{n:03}", "objective_key": f"o{n // 5}", "cells": {}}
        key_results.append({**row, "title": f"k{n:03}", **fields})
        of = {"key_result_key": row["key"], "load_id": 1, "cells": {}}
        check_ins += [
            {**of, "row_number": 10 * n + m, "key": f"c{n}.{m}", "date": d, "value": v}
            for m, (d, v) in enumerate(found)
        ]
        targets += [{**of, "row_number": m, "key": f"t{n}.{m}", "date": d, "value": v} for m, (d, v) in enumerate(plan)]
    for kind, rows in (("key_result", key_results), ("check_in", check_ins), ("target", targets)):
        world.insert(kind, rows)
    return world, items


def _near(number: float | None) -> Any:
    return None if number is None else pytest.approx(number, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("offset", [0, 37, 50, 99, 120])
def test_the_views_equal_the_functions(crowd: tuple[World, list[Any]], offset: int) -> None:
    world, items = crowd
    as_of = START + dt.timedelta(days=offset)
    rows = world.ask("kr_state", str(as_of), known=1, order="title")
    assert sum(row["progress"] is not None for row in rows) > ITEMS / 5 or offset == 0
    for row, (fields, found, plan) in zip(rows, items, strict=True):
        goal = Goal(**{k: v for k, v in fields.items() if k != "weight"} | {"kind": row["kind"]})
        past = [(on, value) for on, value in found if on <= as_of]
        value = past[-1][1] if past else None
        own = time_in_range(goal, past, as_of) if goal.kind == "maintain" else progress(goal, value)
        should = expected(goal, as_of, plan)
        assert (row["progress"], row["expected"]) == (_near(own), _near(should)), row["title"]
        assert row["pace"] == _near(pace(own, should))
    for n, objective in enumerate(world.ask("objective_state", str(as_of), known=1, order="objective_key[2:]::INT")):
        rolled = roll_up([(row["progress"], row["weight"]) for row in rows[5 * n : 5 * n + 5]])
        assert objective["progress_mean"] == _near(rolled.mean)
        assert objective["progress_weighted"] == _near(rolled.weighted)
        assert objective["progress_worst"] == _near(rolled.worst)
        assert objective["coverage"] == _near(rolled.coverage)


@pytest.mark.parametrize("rule", RULES)
def test_the_colours_of_the_views_equal_the_function(crowd: tuple[World, list[Any]], rule: str) -> None:
    world, _ = crowd
    for row in world.ask("kr_state", "02-10", known=RULES.index(rule) + 1):
        assert row["status_rule"] == rule
        assert row["status_by_rule"] == status_by(STATUS_RULES[rule], row["progress"], row["expected"])


def test_every_rule_at_once_equals_the_function(crowd: tuple[World, list[Any]]) -> None:
    world, _ = crowd
    rows = world.ask("kr_as_colored", "02-10", known=1)
    assert len(rows) == ITEMS * len(RULES)
    for row in rows:
        assert row["status"] == status_by(STATUS_RULES[row["rule"]], row["progress"], row["expected"])
        assert row["changes"] == (row["status"] != row["status_in_force"])
