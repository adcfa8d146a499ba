"""The base views: what holds on a day, as far as was known by an event."""

import pytest

from okr_analytics.model import RECORDS, field_types
from okr_analytics.store.definitions import view_texts
from tests.small_world import World, day


def undo(world: World, load_id: int, by: int) -> None:
    with world.database.transaction() as tx:
        tx.execute("UPDATE load SET undone_by = ? WHERE load_id = ?", (by, load_id))


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_has_its_view_with_all_fields_and_lineage(kind: str) -> None:
    columns = set(World().database.frame(f"SELECT * FROM {kind}_now(DATE '2025-01-01', 1)").columns)
    assert f"{kind}_now" in view_texts()
    assert set(field_types(kind)) | {"key", "load_id", "row_number", "where", "cells", "file", "load_as_of"} <= columns


def test_the_row_of_the_latest_day_counts_not_of_the_latest_upload() -> None:
    world = World(as_of="03-01")
    world.add("key_result", "k", title="late", target=2.0)
    world.load("02-01")
    world.add("key_result", "k", title="early", target=1.0)
    assert world.one("key_result_now", "03-05")["target"] == 2.0
    assert world.one("key_result_now", "02-05")["target"] == 1.0
    assert world.ask("key_result_now", "01-05") == []


def test_what_was_known_before_stays_askable() -> None:
    world = World(as_of="02-01")
    world.add("key_result", "k", target=1.0)
    world.load("02-01")
    world.add("key_result", "k", target=2.0)
    assert world.one("key_result_now", "02-01")["target"] == 2.0
    assert world.one("key_result_now", "02-01", known=1)["target"] == 1.0
    undo(world, 2, by=3)
    assert world.one("key_result_now", "02-01", known=2)["target"] == 2.0
    assert world.one("key_result_now", "02-01", known=3)["target"] == 1.0


def test_what_a_later_file_leaves_blank_keeps_its_value() -> None:
    world = World(as_of="02-01")
    world.add("key_result", "k", title="T", target=9.0, owner="Ana")
    world.load("03-01")
    world.add("key_result", "k", title="T", current=4.0, owner="Rui")
    row = world.one("key_result_now", "03-01")
    assert (row["target"], row["owner"], row["current"], row["load_id"]) == (9.0, "Rui", 4.0, 2)


def test_a_row_that_states_an_item_counts_before_one_that_refers_to_it() -> None:
    world = World(as_of="02-01")
    world.add("objective", "o", title="Grow", owner="Ana")
    world.load("03-01")
    world.add("objective", "o", title="GROW", implied=True)
    row = world.one("objective_now", "03-01")
    assert (row["title"], row["owner"], row["implied"]) == ("Grow", "Ana", False)


def test_a_replaced_scope_ends_older_rows_of_that_unit_and_cycle_only() -> None:
    world = World(as_of="02-01")
    world.add("key_result", "gone", unit_key="u", cycle_key="c")
    world.add("key_result", "other cycle", unit_key="u", cycle_key="d")
    world.add("key_result", "no unit", cycle_key="c")
    world.load("03-01")
    world.insert("load_scope", [{"load_id": 2, "kind": "key_result", "unit_key": "u", "cycle_key": "c"}])
    world.add("key_result", "new", unit_key="u", cycle_key="c")
    assert [r["key"] for r in world.ask("key_result_now", "03-01")] == ["new", "no unit", "other cycle"]
    assert [r["key"] for r in world.ask("key_result_now", "02-01")] == ["gone", "no unit", "other cycle"]


def test_current_values_are_check_ins_on_the_day_of_their_load() -> None:
    world = World(as_of="02-01")
    world.add("key_result", "k", current=1.0)
    world.load("03-01")
    world.add("key_result", "k", current=2.0)
    world.check_in("k", "03-01", 2.5, author="Ana")
    world.check_in("k", "02-15", 1.5)
    world.check_in("k", "12-31", 9.0)
    rows = world.ask("check_in_now", "03-01", order="date")
    assert [(str(r["date"])[5:10], r["value"], r["source"]) for r in rows] == [
        ("02-01", 1.0, "current"),
        ("02-15", 1.5, "check_in"),
        ("03-01", 2.5, "check_in"),
    ]


def test_a_check_in_counts_on_its_own_day_whenever_it_was_loaded() -> None:
    world = World(as_of="06-30")
    world.check_in("k", "02-15", 1.5)
    assert [r["value"] for r in world.ask("check_in_now", "03-01")] == [1.5]
    assert world.ask("check_in_now", "02-01") == []


def test_a_later_reading_of_the_same_day_corrects_the_earlier() -> None:
    world = World(as_of="02-01")
    world.add("kpi_reading", "a", kpi_key="k", date="01-31", value=1.0, target=5.0)
    world.load("02-02")
    world.add("kpi_reading", "a", kpi_key="k", date="01-31", value=2.0)
    row = world.one("kpi_reading_now", "02-28")
    assert (row["value"], row["target"]) == (2.0, 5.0)


def test_undated_ranges_hold_from_the_day_of_their_load_the_first_since_ever() -> None:
    world = World(as_of="02-01")
    world.add("kpi", "k", name="Wait", healthy_high=10.0, owner="Ana")
    world.load("06-01")
    world.add("kpi", "k", name="Wait", healthy_high=8.0)
    ranges = world.ask("kpi_range_now", "07-01", order="valid_from NULLS FIRST")
    assert [(str(r["valid_from"])[:10], r["healthy_high"]) for r in ranges] == [
        ("None", 10.0),
        ("2026-06-01", 8.0),
    ]
    now = world.one("kpi_now", "07-01")
    assert (now["healthy_high"], now["owner"]) == (8.0, "Ana")
    assert world.one("kpi_now", "03-01")["healthy_high"] == 10.0


def test_a_range_that_is_only_said_again_holds_since_it_was_first_said() -> None:
    world = World(as_of="02-01")
    world.add("kpi", "k", name="Wait", healthy_high=10.0)
    world.load("04-01")
    world.add("kpi", "k", name="Wait", healthy_high=8.0)
    world.load("05-01")
    world.add("kpi", "k", name="Wait", healthy_high=8.0, owner="Ana")
    ranges = world.ask("kpi_range_now", "07-01", order="valid_from NULLS FIRST")
    assert [(str(r["valid_from"])[:10], r["healthy_high"], r["owner"]) for r in ranges] == [
        ("None", 10.0, None),
        ("2026-04-01", 8.0, "Ana"),
    ]


def test_a_dated_range_does_not_hold_before_its_day() -> None:
    world = World(as_of="02-01")
    world.add("kpi", "k", healthy_high=10.0, valid_from="01-01")
    world.add("kpi", "k", healthy_high=8.0, valid_from="04-01")
    assert world.one("kpi_now", "03-31")["healthy_high"] == 10.0
    assert world.one("kpi_now", "04-01")["healthy_high"] == 8.0


def test_actual_hours_do_not_wipe_the_plan() -> None:
    world = World(as_of="02-01")
    world.add("effort", "e", unit_key="u", start="01-01", end="01-31", planned=100, actual=7, measure="hours")
    world.load("03-01")
    world.insert("load_scope", [effort_scope("01-01", "01-31", "actual")])
    world.add("effort", "f", unit_key="u", start="01-01", end="01-31", actual=90, measure="hours")
    rows = {r["key"]: (r["planned"], r["actual"]) for r in world.ask("effort_now", "03-01")}
    assert rows == {"e": (100, None), "f": (None, 90)}


@pytest.mark.parametrize(
    ("line", "replaced"),
    [
        ({}, True),
        ({"end": "02-01"}, False),
        ({"measure": "cost"}, False),
        ({"unit_key": "v"}, False),
        ({"person": "Ana"}, True),
        ({"start": None, "end": None, "period": "Sprint 5"}, False),
    ],
)
def test_a_line_is_replaced_where_its_days_lie_in_the_scope(line: dict[str, object], replaced: bool) -> None:
    world = World(as_of="02-01")
    own = {"unit_key": "u", "start": "01-05", "end": "01-09", "actual": 5, "measure": "hours", **line}
    world.add("effort", "e", **own)
    world.load("03-01")
    world.insert("load_scope", [effort_scope("01-01", "01-31", "actual")])
    assert (world.ask("effort_now", "03-01") == []) is replaced


def effort_scope(start: str, end: str, amount: str) -> dict[str, object]:
    scope = {"load_id": 2, "kind": "effort", "unit_key": "u", "start": day(start), "end": day(end)}
    return {**scope, "measure": "hours", "amount": amount}


def test_a_cycle_takes_its_days_from_the_policy() -> None:
    world = World(as_of="02-01")
    world.add("cycle", "c", name="Q1", start="01-01", end="03-31")
    world.policy(2)
    cycle = {"event": 2, "key": "c", "name": "First", "start": day("01-15"), "end": day("04-15")}
    world.insert("policy_cycle", [cycle])
    assert world.one("cycle_now", "02-01", known=1)["start"] == day("01-01")
    assert world.one("cycle_now", "02-01", known=2)["start"] == day("01-15")
