"""The portfolio as views: plans over time, what serves what, slips; small rows worked by hand."""

from decimal import Decimal

import pytest

from tests.small_world import World, day


def at(rows: list[dict[str, object]], week: str) -> dict[str, object]:
    return next(row for row in rows if row["week"] == day(week))


def test_a_plan_of_milestones_counts_them_by_weight_when_they_are_finished() -> None:
    world = World("02-20")
    world.add("project", "p", name="P", start="01-05", due="03-01")
    world.add("milestone", "a", project_key="p", name="a", due="01-31", finished="02-10", weight=1)
    world.add("milestone", "b", project_key="p", name="b", due="02-15", weight=3, percent_complete=0.5)
    rows = world.ask("project_curve", "02-20", order="week")
    assert rows[0]["week"] == day("01-11")  # the Sunday of the week it starts in
    assert [at(rows, "01-25")[name] for name in ("planned", "actual")] == [0, 0]
    assert [at(rows, "02-01")[name] for name in ("planned", "actual")] == [0.25, 0]
    assert [at(rows, "02-15")[name] for name in ("planned", "actual")] == [1, 0.25]
    assert at(rows, "02-22")["actual"] == 0.25  # the week of the day asked for
    assert at(rows, "03-01")["actual"] is None
    assert {row["plan_by"] for row in rows} == {"milestones"}


def test_a_moved_due_day_is_planned_anew_and_the_first_promise_stays() -> None:
    world = World("01-10")
    world.add("milestone", "a", project_key="p", name="a", due="01-31")
    world.add("project", "p", name="P", start="01-05", due="03-29")
    world.load("02-05")
    world.add("milestone", "a", project_key="p", name="a", due="02-28")
    rows = world.ask("project_curve", "02-10", order="week")
    assert [at(rows, "02-01")[name] for name in ("planned", "replanned")] == [1, 0]
    assert [at(rows, "03-01")[name] for name in ("planned", "replanned")] == [1, 1]


def test_done_without_a_day_counts_from_the_file_that_says_so() -> None:
    world = World("02-05")
    world.add("project", "p", name="P", start="01-05", due="03-01")
    world.add("milestone", "a", project_key="p", name="a", due="01-18", status="done")
    rows = world.ask("project_curve", "02-20", order="week")
    assert [at(rows, week)["actual"] for week in ("01-18", "02-01", "02-08")] == [0, 0, 1]


def test_without_milestones_the_days_are_the_plan_and_the_files_say_what_is_done() -> None:
    world = World("01-21")
    world.add("project", "p", name="P", start="01-05", due="03-15", percent_complete=0.2)
    world.load("02-04")
    world.add("project", "p", name="P", start="01-05", due="03-15", percent_complete=0.4)
    rows = world.ask("project_curve", "02-10", order="week")
    assert [at(rows, week)["actual"] for week in ("01-18", "01-25", "02-01", "02-08")] == [None, 0.2, 0.2, 0.4]
    assert at(rows, "02-08")["planned"] == pytest.approx(0.5, abs=0.01)  # 35 of 70 days
    assert at(rows, "03-15")["planned"] == 1


@pytest.mark.parametrize(
    ("fields", "nature"),
    [
        ({"key_result_key": "k", "key_result": "KR1"}, "initiative"),
        ({"key_result": "KR9"}, "unresolved"),
        ({}, "strategic"),
    ],
)
def test_a_project_that_serves_a_key_result_is_an_initiative(fields: dict[str, str], nature: str) -> None:
    world = World("02-01")
    world.add("objective", "o", title="Fast care")
    world.add("key_result", "k", code="KR1", title="Waits", objective_key="o")
    world.add("project", "p", name="New desk", budget=Decimal(1), **fields)
    row = world.one("project_state", "02-10")
    assert (row["nature"], row["objective"]) == (nature, "Fast care" if nature == "initiative" else None)


def test_an_initiative_of_the_same_name_makes_the_link() -> None:
    world = World("02-01")
    world.add("objective", "o", title="Fast care")
    world.add("initiative", "i", title="New desk ", objective_key="o")
    world.add("project", "p", name="new desk")
    assert world.one("project_state", "02-10")["nature"] == "initiative"


def test_an_objective_says_what_serves_it() -> None:
    world = World("02-01")
    for key in ("served", "tried", "alone"):
        world.add("objective", key, title=key)
        world.add("key_result", f"k-{key}", title=key, objective_key=key)
    world.add("project", "p", name="P", key_result_key="k-served")
    world.add("project", "gone", name="Gone", key_result_key="k-alone", status="cancelled")
    world.add("initiative", "i", title="I", key_result_key="k-tried")
    rows = {row["title"]: (row["projects"], row["initiatives"]) for row in world.ask("objective_support", "02-10")}
    assert rows == {"served": (1, 0), "tried": (0, 1), "alone": (0, 0)}


def test_the_usual_slip_is_the_median_of_what_is_over() -> None:
    world = World("01-01")
    world.add("project", "p", name="P")
    for key, finished in (("a", "02-01"), ("b", "02-03"), ("c", "02-11")):
        world.add("milestone", key, project_key="p", name=key, due="02-01", finished=finished)
    world.add("milestone", "later", project_key="p", name="later", due="06-01")
    row = world.one("project_state", "02-20")
    assert (row["usual_slip_days"], row["slip_days"]) == (2, 10)  # 0, 2 and 10 days; what isn't due yet doesn't count


def test_nobody_waits_for_a_milestone_of_a_cancelled_project() -> None:
    world = World("01-01")
    world.add("project", "p", name="P", status="cancelled")
    world.add("milestone", "open", project_key="p", name="open", due="02-01")
    world.add("milestone", "done", project_key="p", name="done", due="02-01", finished="01-20")
    rows = {row["name"]: row for row in world.ask("milestone_state", "02-20")}
    assert (rows["open"]["status"], rows["open"]["overdue"], rows["open"]["slip_days"]) == ("cancelled", False, None)
    assert rows["done"]["status"] == "done"
