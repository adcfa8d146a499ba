"""Progress as pure functions: worked by hand, their properties, and the SQL views equal to them on any data."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_world import World, day

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


goals = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([None, "increase", "decrease", "maintain", "milestone", "count"]),
        "baseline": st.none() | st.integers(-50, 50),
        "target": st.none() | st.integers(-50, 50),
        "lower": st.none() | st.integers(-50, 0),
        "upper": st.none() | st.integers(0, 50),
        "steps": st.none() | st.integers(1, 6),
        "weight": st.none() | st.integers(0, 4),
        "start": st.none() | st.just(START),
        "due": st.none() | st.just(DUE),
    }
)
readings = st.lists(st.tuples(st.integers(0, 110), st.integers(-60, 60)), max_size=4, unique_by=lambda r: r[0])
plans = st.lists(st.tuples(st.integers(1, 99), st.integers(-50, 50)), max_size=2, unique_by=lambda r: r[0])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    items=st.lists(st.tuples(goals, readings, plans), min_size=1, max_size=5),
    offset=st.integers(0, 120),
    rule=st.sampled_from(["gap", "gap_strict", "gap_thirds", "ratio", "ratio_wide", "absolute"]),
)
def test_the_views_equal_the_functions(items: list[tuple[dict[str, Any], Any, Any]], offset: int, rule: str) -> None:
    world = World("01-01")
    named = STATUS_RULES[rule]
    world.policy(1, status_rule=rule, measure=named.measure, on_track=named.on_track, at_risk=named.at_risk)
    as_of = START + dt.timedelta(days=offset)
    world.add("objective", "o", title="o")
    for place, (fields, found, plan) in enumerate(items):
        world.add("key_result", f"k{place}", title=f"k{place}", objective_key="o", **fields)
        for after, value in found:
            world.check_in(f"k{place}", str(START + dt.timedelta(days=after)), float(value))
        for after, value in plan:
            date = str(START + dt.timedelta(days=after))
            world.add("target", f"t{place}{after}", key_result_key=f"k{place}", date=date, value=float(value))
    rows = world.ask("kr_state", str(as_of), order="title")
    for row, (fields, found, plan) in zip(rows, items, strict=True):
        goal = Goal(**{k: v for k, v in fields.items() if k != "weight"} | {"kind": row["kind"]})
        past = sorted((START + dt.timedelta(days=d), float(v)) for d, v in found if d <= offset)
        value = past[-1][1] if past else None
        own = time_in_range(goal, past, as_of) if goal.kind == "maintain" else progress(goal, value)
        should = expected(goal, as_of, [(START + dt.timedelta(days=d), float(v)) for d, v in plan])
        assert row["progress"] == (None if own is None else pytest.approx(own, abs=1e-9))
        assert row["expected"] == (None if should is None else pytest.approx(should, abs=1e-9))
        assert row["status_by_rule"] == status_by(named, row["progress"], row["expected"])
        ratio = pace(own, should)
        assert row["pace"] == (None if ratio is None else pytest.approx(ratio, rel=1e-6, abs=1e-9))
    rolled = roll_up([(row["progress"], row["weight"]) for row in rows])
    objective = world.one("objective_state", str(as_of))
    for mine, theirs in (
        (rolled.mean, "progress_mean"),
        (rolled.weighted, "progress_weighted"),
        (rolled.worst, "progress_worst"),
    ):
        assert objective[theirs] == (None if mine is None else pytest.approx(mine, abs=1e-9))
    for row in world.ask("kr_as_colored", str(as_of)):
        assert row["status"] == status_by(STATUS_RULES[row["rule"]], row["progress"], row["expected"])
