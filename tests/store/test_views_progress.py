"""Progress, colours and roll-ups of key results as views, each with small rows worked by hand."""

from typing import Any

import pytest

from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-01")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")  # 100 days: 10 days = 10 %
    world.add("unit", "u", name="Health")
    world.add("objective", "o", title="Shorter waits", unit_key="u", cycle_key="q1", owner="Ana")
    return world


def kr(world: World, key: str = "k", **fields: Any) -> str:
    return world.add("key_result", key, **{"objective_key": "o", "title": key, **fields})


def test_increase_worked_by_hand(world: World) -> None:
    kr(world, baseline=10, target=50)
    world.check_in("k", "02-10", 26)
    row = world.one("kr_state", "02-10")  # 40 of 100 days
    assert row["progress"] == pytest.approx(0.4)  # 16 of 40
    assert row["expected"] == pytest.approx(0.4)
    assert (row["gap"], row["pace"]) == (pytest.approx(0), pytest.approx(1))
    assert (row["status"], row["status_rule"], row["how"]) == ("on_track", "gap", "computed")
    assert (row["unit"], row["cycle"], row["owner"], row["kind"]) == ("Health", "2026 Q1", "Ana", "increase")


def test_decrease_counts_downwards_and_may_overshoot(world: World) -> None:
    kr(world, baseline=40, target=20)
    world.check_in("k", "02-10", 15)
    row = world.one("kr_state", "02-10")
    assert row["progress"] == pytest.approx(1.25)
    assert row["progress_rollup"] == 1
    assert row["kind"] == "decrease"


def test_going_backwards_is_negative_and_counts_as_zero(world: World) -> None:
    kr(world, baseline=10, target=20)
    world.check_in("k", "02-10", 5)
    row = world.one("kr_state", "02-10")
    assert (row["progress"], row["progress_rollup"]) == (pytest.approx(-0.5), 0)


@pytest.mark.parametrize(
    ("fields", "value", "progress", "how"),
    [
        ({"target": 50}, 26, None, "no_baseline"),
        ({"baseline": 10}, 26, None, "no_target"),
        ({"baseline": 10, "target": 10}, 10, None, "baseline_equals_target"),
        ({"kind": "count", "target": 40}, 10, 0.25, "count_from_zero"),
        ({"kind": "milestone", "steps": 5}, 2, 0.4, "steps"),
        ({"kind": "milestone"}, 1, 1.0, "done_or_not"),
        ({"kind": "milestone"}, 0, 0.0, "done_or_not"),
        ({"kind": "maintain", "target": 10}, 10, None, "no_range"),
    ],
)
def test_no_percentage_is_invented(
    world: World, fields: dict[str, Any], value: float, progress: float, how: str
) -> None:
    kr(world, **fields)
    world.check_in("k", "02-10", value)
    row = world.one("kr_state", "02-10")
    assert (row["progress"], row["how"]) == (progress, how)


def test_reported_progress_is_used_and_marked_where_no_value_tells(world: World) -> None:
    kr(world, target=50)
    world.check_in("k", "02-10", 26, progress=0.3)
    row = world.one("kr_state", "02-10")
    assert (row["progress"], row["how"]) == (0.3, "reported_progress")


def test_a_score_serves_where_a_closed_sheet_holds_nothing_else(world: World) -> None:
    kr(world, score=0.7)
    row = world.one("kr_state", "02-10")
    assert (row["progress"], row["how"]) == (0.7, "reported_score")


def test_maintain_is_the_share_of_days_in_range(world: World) -> None:
    kr(world, kind="maintain", lower=90, upper=100)
    world.check_in("k", "02-01", 95)  # 1-4 February in range: 4 days
    world.check_in("k", "02-05", 80)  # 5-8 February out: 4 days
    world.check_in("k", "02-09", 92)  # 9-10 February in: 2 days
    row = world.one("kr_state", "02-10")
    assert row["progress"] == pytest.approx(6 / 10)
    assert (row["expected"], row["how"]) == (1, "time_in_range")
    trend = {r["date"]: r["progress"] for r in world.ask("kr_trend", "02-10", order="date")}
    assert trend == {day("02-01"): 1, day("02-05"): pytest.approx(4 / 5), day("02-09"): pytest.approx(5 / 9)}


def test_milestones_are_expected_in_steps(world: World) -> None:
    kr(world, kind="milestone", steps=4)
    world.check_in("k", "02-10", 1)
    assert world.one("kr_state", "02-10")["expected"] == 0.25  # 40 % of the time: one of four steps
    assert world.one("kr_state", "04-11")["expected"] == 1


def test_a_given_plan_is_followed_between_its_points(world: World) -> None:
    kr(world, baseline=0, target=100)
    world.add("target", "t", key_result_key="k", date="02-10", value=20)
    world.check_in("k", "01-21", 10)
    assert world.one("kr_state", "01-21")["expected"] == pytest.approx(0.10)  # half way to 20
    assert world.one("kr_state", "02-10")["expected"] == pytest.approx(0.20)
    assert world.one("kr_state", "03-12")["expected"] == pytest.approx(0.60)  # 30 of 60 days from 20 to 100
    assert world.one("kr_state", "03-12")["expected_how"] == "given"


def test_own_dates_come_before_the_cycles(world: World) -> None:
    kr(world, baseline=0, target=100, start="02-01", due="02-21")
    world.check_in("k", "02-11", 50)
    assert world.one("kr_state", "02-11")["expected"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("value", "status"), [(40, "on_track"), (30, "on_track"), (29, "at_risk"), (15, "at_risk"), (14, "off_track")]
)
def test_the_gap_rule_counts_ten_points_as_ten(world: World, value: float, status: str) -> None:
    kr(world, baseline=0, target=100)
    world.check_in("k", "02-10", value)
    assert world.one("kr_state", "02-10")["status"] == status


def test_silence_is_never_green(world: World) -> None:
    kr(world, baseline=0, target=100)
    world.check_in("k", "02-10", 90)
    assert world.one("kr_state", "02-24")["status"] == "on_track"  # 14 days = two cadences
    row = world.one("kr_state", "02-25")
    assert (row["status"], row["status_reason"], row["outdated"]) == ("outdated", "outdated", True)
    assert row["status_by_rule"] == "on_track"
    assert row["days_since_check_in"] == 15


def test_silence_before_the_first_check_in_counts_from_the_start(world: World) -> None:
    kr(world, baseline=0, target=100)
    assert world.one("kr_state", "01-10")["status"] == "unknown"
    row = world.one("kr_state", "01-17")
    assert (row["status"], row["status_reason"]) == ("outdated", "never_checked_in")


def test_a_closed_cycle_is_judged_at_its_end(world: World) -> None:
    kr(world, baseline=0, target=100)
    world.check_in("k", "04-05", 100)
    row = world.one("kr_state", "12-31")
    assert (row["status"], row["status_reason"], row["is_closed"]) == ("done", "reached", True)


def test_a_closed_cycle_keeps_the_rule_it_was_graded_under(world: World) -> None:
    world.policy(1, status_rule="absolute", measure="absolute", on_track=0.9, at_risk=0.75)
    cycle = {"event": 1, "key": "q1", "name": "2026 Q1", "start": day("01-01"), "end": day("04-11")}
    world.insert("policy_cycle", [{**cycle, "status_rule": "gap_thirds"}])
    kr(world, baseline=0, target=100)
    world.check_in("k", "04-10", 80)
    assert world.one("kr_state", "04-11")["status_rule"] == "absolute"
    row = world.one("kr_state", "04-12")
    assert (row["status_rule"], row["status"]) == ("gap_thirds", "at_risk")


def test_cancelled_and_done_are_the_persons_word(world: World) -> None:
    kr(world, "a", baseline=0, target=100, status="cancelled")
    kr(world, "b", title="b", status="done")
    assert [r["status"] for r in world.ask("kr_state", "03-30")] == ["cancelled", "done"]


def test_done_is_not_believed_against_the_number(world: World) -> None:
    kr(world, baseline=0, target=100)
    world.check_in("k", "04-10", 20, status="done")
    assert world.one("kr_state", "04-10")["status"] == "off_track"


def test_the_check_in_before_is_kept_beside_the_latest(world: World) -> None:
    kr(world, baseline=0, target=100)
    world.check_in("k", "02-01", 10, confidence=0.9)
    world.check_in("k", "02-08", 30, confidence=0.6)
    world.check_in("k", "02-09", None, progress_note="only words")
    row = world.one("kr_state", "02-10")
    assert (row["current_value"], row["previous_value"]) == (30, 10)
    assert row["progress_change"] == pytest.approx(0.2)
    assert (row["confidence"], row["previous_confidence"]) == (0.6, 0.9)
    assert row["last_check_in"] == day("02-09")


def test_later_knowledge_and_later_days_stay_out(world: World) -> None:
    kr(world, baseline=0, target=100)
    world.check_in("k", "02-01", 10)
    world.load("02-08")
    world.check_in("k", "02-08", 30)
    assert world.one("kr_state", "02-10", known=1)["current_value"] == 10
    assert world.one("kr_state", "02-05")["current_value"] == 10
    assert world.one("kr_state", "02-10")["current_value"] == 30


def test_lineage_points_to_the_row_and_to_the_reading(world: World) -> None:
    kr(world, baseline=0, target=100, where="OKRs!A5", cells={"target": "OKRs!F5"})
    world.load("02-08", file="checkins.xlsx")
    world.check_in("k", "02-08", 30, where="Log!A9", cells={"value": "Log!C9"})
    row = world.one("kr_state", "02-10")
    assert (row["load_id"], row["where"], row["cells"]) == (1, "OKRs!A5", {"target": "OKRs!F5"})
    assert (row["value_load_id"], row["value_file"], row["value_where"]) == (2, "checkins.xlsx", "Log!A9")
    assert row["value_cells"] == {"value": "Log!C9"}


def test_objective_rolls_up_three_ways_with_coverage(world: World) -> None:
    kr(world, "a", baseline=0, target=100, weight=3)
    kr(world, "b", baseline=0, target=100, weight=1)
    kr(world, "c", target=100, weight=2)
    kr(world, "d", baseline=0, target=100, status="cancelled")
    for key, value in (("a", 20), ("b", 60), ("d", 100)):
        world.check_in(key, "02-10", value, status="cancelled" if key == "d" else None)
    row = world.one("objective_state", "02-10")
    assert (row["key_results"], row["with_value"], row["coverage"]) == (3, 2, pytest.approx(2 / 3))
    assert row["progress_mean"] == pytest.approx(0.4)
    assert row["progress_weighted"] == pytest.approx((3 * 0.2 + 0.6) / 4)
    assert row["progress_worst"] == pytest.approx(0.2)
    assert row["status"] == "at_risk"


def test_units_roll_up_everything_below_them(world: World) -> None:
    world.add("unit", "v", name="Clinic", parent_key="u")
    world.add("objective", "p", title="Faster", unit_key="v", cycle_key="q1")
    kr(world, "a", baseline=0, target=100)
    kr(world, "b", baseline=0, target=100, objective_key="p")
    world.check_in("a", "02-10", 20)
    world.check_in("b", "02-10", 60)
    rows = {r["unit"]: r for r in world.ask("unit_progress", "02-10")}
    assert (rows["Health"]["key_results"], rows["Health"]["own_key_results"]) == (2, 1)
    assert rows["Health"]["progress_mean"] == pytest.approx(0.4)
    assert rows["Clinic"]["progress_mean"] == pytest.approx(0.6)


def test_weekly_progress_carries_the_last_value_on(world: World) -> None:
    kr(world, "a", baseline=0, target=100)
    kr(world, "b", baseline=0, target=100)
    world.check_in("a", "01-06", 10)  # week of 5 January
    world.check_in("b", "01-13", 30)  # week of 12 January; a is carried on
    world.check_in("a", "01-28", 50)  # week of 26 January
    rows = [
        (r["week"], r["key_results"], round(r["progress"], 9))
        for r in world.ask("progress_weekly", "01-29", order="week")
    ]
    assert rows == [
        (day("01-05"), 1, 0.1),
        (day("01-12"), 2, 0.2),
        (day("01-19"), 2, 0.2),
        (day("01-26"), 2, 0.4),
    ]


def test_weekly_progress_ends_with_the_due_day(world: World) -> None:
    kr(world, baseline=0, target=100, start="01-01", due="01-14")
    world.check_in("k", "01-06", 10)
    assert [r["week"] for r in world.ask("progress_weekly", "03-01", order="week")] == [
        day("01-05"),
        day("01-12"),
    ]


def test_rhythm_counts_periods_that_are_over(world: World) -> None:
    kr(world, baseline=0, target=100)
    for date in ("01-03", "01-05", "01-16", "01-22"):  # periods 0, 0, 2, 3 of a week each
        world.check_in("k", date, 1)
    row = world.one("kr_rhythm", "01-24")  # 24 days: three periods are over
    assert (row["periods"], row["periods_kept"], row["periods_missed"]) == (3, 2, 1)
    assert row["discipline"] == pytest.approx(2 / 3)


def test_another_rule_gives_another_colour(world: World) -> None:
    kr(world, baseline=0, target=100)
    world.check_in("k", "02-20", 42)  # 50 % expected: gap 8 points, ratio 84 %, absolute 42 %
    rows = {r["rule"]: r for r in world.ask("kr_as_colored", "02-20")}
    assert {name: r["status"] for name, r in rows.items()} == {
        "gap": "on_track",
        "gap_strict": "at_risk",
        "gap_thirds": "on_track",
        "ratio": "off_track",
        "ratio_wide": "at_risk",
        "absolute": "off_track",
    }
    assert not rows["gap"]["changes"]
    assert rows["ratio"]["changes"]


def test_the_probability_rule_needs_a_forecast_and_three_points(world: World) -> None:
    world.policy(1, status_rule="probability", measure="probability", on_track=0.6, at_risk=0.3)
    kr(world, baseline=0, target=100)
    for date, value in (("02-01", 5), ("02-08", 9), ("02-10", 10)):
        world.check_in("k", date, value)
    assert world.one("kr_state", "02-10", known=1)["status_rule"] == "gap"
    world.insert("derived", [{"derived_id": "d", "name": "forecast", "event": 1, "as_of": day("02-10")}])
    world.insert(
        "forecast", [{"derived_id": "d", "key_result_key": "k", "model": "drift", "p_hit": 0.61, "check_ins": 3}]
    )
    row = world.one("kr_state", "02-10", known=1)
    assert (row["status_rule"], row["status"], row["p_hit"]) == ("probability", "on_track", 0.61)
    assert world.one("kr_state", "02-09", known=1)["status_rule"] == "gap"  # kept for one day only
