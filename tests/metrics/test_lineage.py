"""Numbers opened down to their cells, and changes between two moments."""

import pytest

from okr_analytics.metrics.changes import changes_since, previous_event
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.lineage import cells_behind, computation, explain, rows_behind
from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-01", file="plan.xlsx")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="04-11")
    world.add("unit", "u", name="Health")
    world.add("objective", "o", title="Shorter waits", unit_key="u", cycle_key="q1")
    cells = {"baseline": "OKRs!E5", "target": "OKRs!F5", "title": "OKRs!B5"}
    world.add("key_result", "k", title="Waits", objective_key="o", baseline=10, target=50, where="OKRs!A5", cells=cells)
    world.load("02-01", file="log.xlsx")
    world.check_in("k", "02-01", 20, where="Log!A2", cells={"value": "Log!C2"})
    world.load("02-08", file="log2.xlsx")
    world.check_in("k", "02-08", 26, where="Log!A3", cells={"value": "Log!C3"})
    return world


def test_progress_opens_down_to_value_baseline_and_target(world: World) -> None:
    found = cells_behind(world.database, "progress", {"unit": "Health"}, Filters(as_of=day("02-10")))
    assert {(c.field, c.cell, c.file, c.load_id) for c in found} == {
        ("value", "Log!C3", "log2.xlsx", 3),
        ("baseline", "OKRs!E5", "plan.xlsx", 1),
        ("target", "OKRs!F5", "plan.xlsx", 1),
    }
    assert {c.item for c in found} == {"Waits"}


def test_without_known_cells_the_row_stands_for_them(world: World) -> None:
    world.add("kpi", "p", name="Calls", where="KPIs!A7")
    (cell,) = cells_behind(world.database, "kpis", {}, Filters(as_of=day("02-10")))
    assert (cell.cell, cell.field, cell.item) == ("KPIs!A7", "", "Calls")


def test_a_group_has_the_rows_that_its_number_counts(world: World) -> None:
    world.add("effort", "e1", unit_key="u", conversation="growth", actual=5, measure="hours", cells={"actual": "T!B2"})
    world.add("effort", "e2", unit_key="u", conversation="bau", actual=7, measure="hours", cells={"actual": "T!B3"})
    world.add("effort", "e3", unit_key="u", conversation="bau", actual=7, measure="cost", cells={"actual": "T!B4"})
    found = explain(world.database, "effort_share", {"conversation": "bau"}, Filters(as_of=day("02-10")))
    assert found.row is not None
    assert found.row.value == pytest.approx(7 / 12)
    assert [cell.cell for cell in found.cells] == ["T!B3"]
    assert len(rows_behind(world.database, "effort", {}, Filters(as_of=day("02-10")))) == 2


def test_the_computation_is_told_with_its_numbers(world: World) -> None:
    told = computation(world.one("kr_state", "02-10"))
    assert told == (
        "Progress = (26 − 10) / (50 − 10) = 40 %.",
        "Expected = 40 % (40 % of its time has passed).",
        "Rule 'gap': Expected − progress = 0 points. That is on track.",
    )
    assert computation(world.one("kr_state", "04-01"))[2].endswith("silence is never green.")


def test_no_baseline_is_said_and_what_to_do(world: World) -> None:
    world.add("key_result", "k", title="Waits", objective_key="o", baseline=None, target=50)
    row = {**world.one("kr_state", "02-10"), "progress": None, "how": "no_baseline"}
    assert "no percentage is invented" in computation(row)[0]


def test_changes_since_an_event_and_since_a_day(world: World) -> None:
    now = Filters(as_of=day("02-10"))
    assert previous_event(world.database, now) == 2
    for since in (2, day("02-05")):
        found = changes_since(world.database, since, now)
        rows = {r["field"]: r for r in found.to_dict("records")}
        assert (rows["current"]["old"], rows["current"]["new"], rows["current"]["difference"]) == ("20", "26", 6)
        assert rows["progress"]["difference"] == pytest.approx(0.15)
        assert (rows["current"]["where"], rows["current"]["old_where"]) == ("Log!A3", "Log!A2")
        assert set(found["change"]) == {"changed"}


def test_new_and_gone_items_are_told_apart(world: World) -> None:
    world.load("02-09")
    world.add("project", "p", name="P", percent_complete=0.5)
    found = changes_since(world.database, 3, Filters(as_of=day("02-10")))
    assert set(found["change"]) == {"new"}
    assert set(found["field"]) == {"name", "percent_complete", "status"}
    back = changes_since(world.database, 4, Filters(as_of=day("02-10"), known=3))
    assert set(back["change"]) == {"gone"}


def test_nothing_changed_is_an_empty_frame(world: World) -> None:
    assert changes_since(world.database, 3, Filters(as_of=day("02-10"))).empty
