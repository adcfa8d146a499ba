"""KPIs, projects and milestones as views, each with small rows worked by hand."""

from decimal import Decimal
from typing import Any

import pytest

from tests.small_world import World, day


def read(world: World, *readings: tuple[str, float]) -> None:
    for date, value in readings:
        world.add("kpi_reading", f"r{date}", kpi_key="k", date=date, value=value)


@pytest.mark.parametrize(
    ("fields", "value", "health", "reason"),
    [
        ({"healthy_low": 90, "healthy_high": 95}, 92, "healthy", "range"),
        ({"healthy_low": 90, "healthy_high": 95}, 96, "unhealthy", "range"),
        ({"healthy_low": 90, "warning_low": 80}, 85, "warning", "range"),
        ({"healthy_low": 90, "warning_low": 80}, 79, "unhealthy", "range"),
        ({"healthy_high": 5, "warning_high": 7}, 6, "warning", "range"),
        ({"direction": "higher", "healthy_low": 90, "healthy_high": 95}, 99, "healthy", "range"),
        ({"direction": "lower", "healthy_low": 1, "healthy_high": 5}, 0, "healthy", "range"),
        ({"direction": "higher", "target": 90}, 90, "healthy", "target"),
        ({"direction": "lower", "target": 90}, 91, "unhealthy", "target"),
        ({"direction": "higher", "target": 90, "warning_low": 80}, 85, "warning", "target"),
        ({"baseline": 50, "target": 90}, 95, "healthy", "target"),
        ({"target": 90}, 95, "unknown", "no_direction"),
        ({}, 95, "unknown", "no_range"),
    ],
)
def test_health_by_range_then_target(fields: dict[str, Any], value: float, health: str, reason: str) -> None:
    world = World()
    world.add("kpi", "k", name="Wait", **fields)
    read(world, ("02-01", value))
    row = world.one("kpi_state", "02-10")
    assert (row["health"], row["health_reason"]) == (health, reason)


def test_a_changed_range_does_not_recolour_the_past() -> None:
    world = World("01-01")
    world.add("kpi", "k", name="Wait", healthy_high=10)
    world.load("03-01")
    world.add("kpi", "k", name="Wait", healthy_high=5)
    read(world, ("01-31", 8), ("02-28", 8), ("03-31", 8))
    rows = world.ask("kpi_trend", "04-01", order="date")
    assert [(r["health"], r["healthy_high"], r["range_changed"]) for r in rows] == [
        ("healthy", 10, False),
        ("healthy", 10, False),
        ("unhealthy", 5, True),
    ]
    row = world.one("kpi_state", "04-01")
    assert (row["health"], row["health_before"], row["streak"], row["range_changes"]) == ("unhealthy", "healthy", 1, 1)
    assert row["healthy_share"] == pytest.approx(2 / 3)


def test_readings_before_the_first_dated_range_use_it() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", healthy_high=10, valid_from="02-01")
    read(world, ("01-15", 8))
    assert world.one("kpi_trend", "04-01")["health"] == "healthy"


def test_streak_counts_readings_since_the_turn() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", healthy_high=10)
    read(world, ("01-31", 8), ("02-28", 12), ("03-31", 13))
    row = world.one("kpi_state", "04-01")
    assert (row["health"], row["streak"], row["health_since"]) == ("unhealthy", 2, day("02-28"))
    assert (row["value"], row["previous_value"]) == (13, 12)


def test_time_in_range_counts_days_and_recoveries_are_counted() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", healthy_high=10)
    read(world, ("01-01", 8), ("01-11", 12), ("01-31", 9), ("02-10", 11), ("02-20", 10))
    row = world.one("kpi_state", "02-25")
    assert row["healthy_time"] == pytest.approx(
        (10 + 10 + 5) / (10 + 20 + 10 + 10 + 5)
    )  # days held in range of all days
    assert (row["recoveries"], row["last_recovery"], row["streak"]) == (2, day("02-20"), 1)
    later = world.one("kpi_state", "12-31")
    assert later["healthy_time"] == pytest.approx(
        (10 + 10 + 10) / (10 + 20 + 10 + 10 + 10)
    )  # ten days are its usual step


@pytest.mark.parametrize(
    ("direction", "before", "after", "change"),
    [
        ("lower", {"healthy_high": 60}, {"healthy_high": 45}, "tightened"),
        ("lower", {"healthy_high": 45}, {"healthy_high": 60}, "loosened"),
        ("higher", {"healthy_low": 80}, {"healthy_low": 90}, "tightened"),
        ("range", {"healthy_low": 80, "healthy_high": 90}, {"healthy_low": 75, "healthy_high": 85}, "moved"),
        ("range", {"healthy_low": 80}, {"healthy_low": 80, "healthy_high": 90}, "tightened"),
        ("higher", {"healthy_low": 80, "target": 85}, {"healthy_low": 80, "target": 95}, "other"),
    ],
)
def test_a_changed_range_says_which_way_it_moved(
    direction: str, before: dict[str, Any], after: dict[str, Any], change: str
) -> None:
    world = World()
    world.add("kpi", "k", name="Wait", direction=direction, **before)
    world.add("kpi", "k", name="Wait", direction=direction, valid_from="03-01", **after)
    assert world.one("kpi_range_change", "04-01")["change"] == change


def test_a_changed_range_says_what_it_did_to_the_colour() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", direction="lower", healthy_high=60)
    world.add("kpi", "k", name="Wait", direction="lower", healthy_high=45, valid_from="03-01")
    read(world, ("02-01", 50), ("03-05", 50), ("04-01", 44))
    row = world.one("kpi_range_change", "04-10")
    assert (row["date"], row["old_high"], row["healthy_high"]) == (day("03-01"), 60, 45)
    assert (row["health_before"], row["health_after"], row["health_under_old"]) == ("healthy", "unhealthy", "healthy")
    assert (row["readings_since"], row["health_now"]) == (2, "healthy")


def test_a_range_said_again_is_no_change_of_it() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", healthy_high=60)
    world.add("kpi", "k", name="Wait", healthy_high=60, valid_from="03-01")
    assert world.ask("kpi_range_change", "04-10") == []


def test_a_kpi_that_nobody_reads_any_more_is_not_healthy() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", healthy_high=10, frequency="monthly")
    assert world.one("kpi_state", "01-10")["health_reason"] == "no_reading"
    read(world, ("01-31", 8))
    assert world.one("kpi_state", "04-03")["health"] == "healthy"  # 62 days = two months
    row = world.one("kpi_state", "04-04")
    assert (row["health"], row["health_reason"], row["last_health"]) == ("unknown", "outdated", "healthy")


def test_without_a_stated_rhythm_the_usual_distance_counts() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", healthy_high=10)
    read(world, ("01-01", 8), ("01-11", 8), ("01-21", 8))
    assert world.one("kpi_state", "02-10")["outdated"] is False
    assert world.one("kpi_state", "02-11")["outdated"] is True


def test_a_readings_own_target_comes_before_the_phased_one() -> None:
    world = World()
    world.add("kpi", "k", name="Wait", direction="higher", target=100)
    world.add("target", "t1", kpi_key="k", date="03-31", value=50)
    world.add("kpi_reading", "r1", kpi_key="k", date="01-31", value=40, target=30)
    world.add("kpi_reading", "r2", kpi_key="k", date="02-28", value=60)
    world.add("kpi_reading", "r3", kpi_key="k", date="04-30", value=60)
    rows = world.ask("kpi_trend", "05-01", order="date")
    assert [(r["target"], r["health"]) for r in rows] == [(30, "healthy"), (50, "healthy"), (100, "unhealthy")]


def test_milestones_slip_against_their_first_plan() -> None:
    world = World("01-01")
    for key in ("done", "late", "moved"):
        world.add("milestone", key, name=key, project_key="p", due="02-01")
    world.load("02-05")
    world.add("milestone", "done", name="done", project_key="p", due="02-01", finished="02-04")
    world.add("milestone", "moved", name="moved", project_key="p", due="03-01")
    rows = {r["name"]: r for r in world.ask("milestone_state", "02-11")}
    assert (rows["done"]["status"], rows["done"]["slip_days"], rows["done"]["progress"]) == ("done", 3, 1)
    assert (rows["late"]["overdue"], rows["late"]["slip_days"], rows["late"]["status"]) == (True, 10, "off_track")
    assert (rows["moved"]["overdue"], rows["moved"]["slip_days"], rows["moved"]["status"]) == (False, 28, "on_track")


def test_project_health_is_its_gap_and_says_why() -> None:
    world = World("02-01")
    common = {"start": "01-01", "due": "04-11"}  # 100 days
    world.add("project", "a", name="a", percent_complete=0.35, budget=Decimal(200), spent=Decimal(50), **common)
    world.add("project", "b", name="b", percent_complete=0.2, **common)
    world.add("project", "c", name="c", percent_complete=0.9, start="01-01", due="02-05")
    world.add("project", "d", name="d", status="at_risk")
    world.add("milestone", "m1", project_key="e", name="m1", due="02-01", status="done", weight=1)
    world.add("milestone", "m2", project_key="e", name="m2", due="04-11", weight=3)
    world.add("project", "e", name="e", start="01-01")
    rows = {r["name"]: r for r in world.ask("project_state", "02-10")}
    assert (rows["a"]["status"], rows["a"]["status_reason"], rows["a"]["spent_share"]) == ("on_track", "rule", 0.25)
    assert rows["b"]["status"] == "at_risk"
    assert (rows["c"]["status"], rows["c"]["status_reason"], rows["c"]["overdue"]) == ("off_track", "overdue", True)
    assert (rows["d"]["status"], rows["d"]["status_reason"]) == ("at_risk", "reported")
    assert (rows["e"]["progress"], rows["e"]["how"], rows["e"]["milestones_done"]) == (0.25, "milestones", 1)


def test_a_project_nobody_speaks_of_is_outdated() -> None:
    world = World("02-01")
    world.add("project", "a", name="a", percent_complete=0.9, start="01-01", due="12-31")
    assert world.one("project_state", "04-04")["status"] == "on_track"
    assert world.one("project_state", "04-05")["status"] == "outdated"  # 63 days


def test_initiatives_are_late_after_their_due_day() -> None:
    world = World("02-01")
    world.add("key_result", "k", title="Waits", objective_key="o")
    world.add("initiative", "i", title="Hire", key_result_key="k", due="02-10", status="on_track")
    assert world.one("initiative_state", "02-10")["status"] == "on_track"
    row = world.one("initiative_state", "02-11")
    assert (row["status"], row["overdue"], row["key_result"]) == ("off_track", True, "Waits")


def test_attention_names_its_reasons() -> None:
    world = World("02-01")
    world.add(
        "project",
        "p",
        name="P",
        start="01-01",
        due="02-05",
        percent_complete=0.5,
        budget=Decimal(10),
        spent=Decimal(11),
    )
    world.add("milestone", "m", project_key="p", name="M", due="02-03")
    world.add("kpi", "k", name="Wait", healthy_high=10)
    read(world, ("02-01", 12))
    world.add("key_result", "a", title="a", baseline=0, target=10, start="01-01", due="02-28")
    world.check_in("a", "02-02", 5, confidence=0.9)
    world.check_in("a", "02-09", 3, confidence=0.5)
    world.insert(
        "load_diagnostic",
        [{"load_id": 1, "code": "X", "severity": "error", "where": "A!B2", "message": "m", "advice": "a"}],
    )
    reasons = {(r["item_kind"], r["reason"]) for r in world.ask("attention", "02-10")}
    assert reasons == {
        ("project", "project_overdue"),
        ("project", "over_budget"),
        ("milestone", "milestone_overdue"),
        ("kpi", "kpi_unhealthy"),
        ("key_result", "off_track"),
        ("key_result", "confidence_fell"),
        ("key_result", "fell_back"),
        ("load", "data_errors"),
    }


def test_quality_joins_grades_of_this_day_and_event() -> None:
    world = World("02-01")
    world.add("key_result", "a", title="a")
    world.insert("derived", [{"derived_id": "d", "name": "quality", "event": 1, "as_of": day("02-10")}])
    world.insert(
        "quality_grade", [{"derived_id": "d", "key_result_key": "a", "grade": "B", "errors": 0, "warnings": 1}]
    )
    finding = {"item_kind": "key_result", "item_key": "a", "code": "KR101", "name": "n", "severity": "warning"}
    world.insert("quality_finding", [{"derived_id": "d", **finding, "message": "m", "suggestion": "s", "source": "x"}])
    row = world.one("quality_state", "02-10", known=1)
    assert (row["grade"], row["findings"], list(row["codes"])) == ("B", 1, ["KR101"])
    assert world.one("quality_state", "02-11", known=1)["grade"] is None
    assert world.one("finding_state", "02-10", known=1)["title"] == "a"


def test_loads_say_how_much_of_them_is_used() -> None:
    world = World("02-01")
    row = world.one("load_state", "02-10")
    assert (row["nonblank"], row["unused"], row["loaded"], row["unused_share"]) == (100, 10, 90, 0.1)
