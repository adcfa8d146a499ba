"""Which item a row is, and which one it refers to."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from made import DAY, at, hours, key_result, objective

from okr_analytics.loading.catalogue import Item, Place
from okr_analytics.loading.identity import comparable, comparable_code, cycle_key, key_of
from okr_analytics.loading.known import Known
from okr_analytics.loading.linking import Linked, link
from okr_analytics.model import (
    CheckIn,
    Cycle,
    Initiative,
    KeyResult,
    Kpi,
    KpiReading,
    Milestone,
    Objective,
    Project,
    Record,
    Target,
    Unit,
)
from okr_analytics.policy import CyclePolicy, Policy

Q1, Q2 = cycle_key("2025-Q1"), cycle_key("2025-Q2")
SALES = key_of("unit", "sales")


def linked(*records: Record, known: Known | None = None, as_of: dt.date = DAY) -> Linked:
    return link(records, known or Known(), as_of)


def stored(first: Linked, **more: Any) -> Known:
    """What is known once these rows are stored."""
    items: dict[str, tuple[Item, ...]] = {}
    for kind in ("objective", "key_result", "initiative", "kpi", "project"):
        items[kind] = tuple(
            Item(
                row["key"],
                comparable_code(row.get("code")),
                comparable(row.get("title") or row.get("name")),
                Place(row.get("unit_key"), row.get("cycle_key"), row.get("objective_key")),
            )
            for row in first.rows.get(kind, ())
        )
    return dataclasses.replace(Known(items=items), **more)


def only(rows: Linked, kind: str) -> dict[str, Any]:
    (row,) = rows.rows[kind]
    return row


def codes(rows: Linked) -> list[str]:
    return [d.code for d in rows.diagnostics]


def test_a_row_knows_its_cells_and_values() -> None:
    row = only(linked(key_result("Users", None, target=5.0, due=dt.date(2025, 3, 31))), "key_result")
    assert row == {
        "key": row["key"],
        "title": "Users",
        "target": 5.0,
        "due": "2025-03-31",
        "where": "OKRs!B3",
        "cells": {"title": "OKRs!B3"},
        "row_number": 1,
    }


def test_a_key_result_takes_unit_and_cycle_from_its_objective() -> None:
    found = linked(objective("Grow", code="O1"), key_result("Users", "O1"), key_result("Leads", "grow", row=4))
    goal = only(found, "objective")
    for row in found.rows["key_result"]:
        assert (row["objective_key"], row["unit_key"], row["cycle_key"]) == (goal["key"], SALES, Q1)


def test_units_and_cycles_are_there_by_name_with_their_days() -> None:
    found = linked(objective("Grow"))
    assert only(found, "unit") == {"key": SALES, "implied": True, "name": "Sales", "row_number": 1}
    assert only(found, "cycle") == {
        "key": Q1,
        "implied": True,
        "name": "2025-Q1",
        "start": "2025-01-01",
        "end": "2025-03-31",
        "row_number": 1,
    }


def test_a_stated_unit_keeps_its_parent() -> None:
    found = linked(Unit(name="North", parent="Sales", where=at(2)), Unit(name="Sales", where=at(3)))
    north = next(row for row in found.rows["unit"] if row["name"] == "North" and not row.get("implied"))
    assert north["parent_key"] == SALES


def test_an_objective_only_referred_to_is_there() -> None:
    found = linked(key_result("Users", "Grow", unit="Sales", cycle="2025-Q1"))
    goal = only(found, "objective")
    assert (goal["implied"], goal["title"], goal["unit_key"], goal["cycle_key"]) == (True, "Grow", SALES, Q1)
    assert only(found, "key_result")["objective_key"] == goal["key"]
    assert only(linked(key_result("Users", "O1")), "objective")["code"] == "O1"


def test_the_same_file_links_to_what_it_stored() -> None:
    records = (objective("Grow", code="O1"), key_result("Users", "O1", code="KR1"), key_result("Leads", "O1", row=4))
    first = linked(*records)
    again = linked(*records, known=stored(first))
    assert again.rows == first.rows


def test_a_changed_title_beside_its_code_is_the_same_item() -> None:
    first = linked(objective("Grow"), key_result("Increase users to 50", code="KR1"))
    again = linked(objective("Grow"), key_result("Increase users to 60", code="KR1"), known=stored(first))
    assert only(again, "key_result")["key"] == only(first, "key_result")["key"]


def test_a_running_code_with_another_text_is_another_item() -> None:
    first = linked(objective("Grow"), key_result("Increase users to 50", code="KR1"))
    again = linked(objective("Grow"), key_result("Publish the plan", code="KR1"), known=stored(first))
    assert only(again, "key_result")["key"] != only(first, "key_result")["key"]


def test_a_code_that_is_a_name_holds_whatever_the_text() -> None:
    first = linked(objective("Grow"), key_result("Increase users to 50", code="OKR-2291"))
    again = linked(objective("Grow"), key_result("Publish the plan", code="OKR-2291"), known=stored(first))
    assert only(again, "key_result")["key"] == only(first, "key_result")["key"]


def test_one_code_for_two_texts_in_one_file_is_two_items_again_and_again() -> None:
    rows = (
        objective("Generate demand", code="MSD"),
        objective("Achieve the volume", code="MSD", row=5),
        key_result("Visits", "Achieve the volume", row=6),
    )
    first = linked(*rows)
    keys = [row["key"] for row in first.rows["objective"]]
    assert len(set(keys)) == 2
    assert only(first, "key_result")["objective_key"] == keys[1]
    assert linked(*rows, known=stored(first)).rows == first.rows


def test_rows_told_apart_stay_apart_without_a_word_about_it() -> None:
    rows = (objective("Grow"), key_result("Users", target=5.0), key_result("Users", target=6.0, row=4))
    first = linked(*rows)
    again = linked(*rows, known=stored(first))
    assert again.rows == first.rows
    assert codes(again) == ["same-name-twice"]


def test_renumbered_rows_keep_their_identity_by_title() -> None:
    first = linked(objective("Grow"), key_result("Users", code="KR1"), key_result("Leads", code="KR2", row=4))
    again = linked(
        objective("Grow"), key_result("Leads", code="KR1"), key_result("Users", code="KR2", row=4), known=stored(first)
    )
    keys = {row["title"]: row["key"] for row in first.rows["key_result"]}
    assert {row["title"]: row["key"] for row in again.rows["key_result"]} == keys
    assert codes(again) == ["renumbered", "renumbered"]


def test_one_title_under_two_codes_in_one_file_is_two_items() -> None:
    found = linked(objective("Grow"), key_result("Users", code="KR1"), key_result("Users", code="KR2", row=4))
    assert len({row["key"] for row in found.rows["key_result"]}) == 2


def test_the_same_words_in_another_cycle_are_another_item() -> None:
    first = linked(objective("Grow"))
    again = linked(objective("Grow", cycle="2025-Q2"), known=stored(first))
    assert only(again, "objective")["key"] != only(first, "objective")["key"]
    assert only(again, "objective")["cycle_key"] == Q2


def test_a_file_that_leaves_unit_and_cycle_out_means_what_is_stored() -> None:
    first = linked(objective("Grow"), key_result("Users", code="KR1"))
    again = linked(key_result("Users", None, current=7.0), known=stored(first))
    row = only(again, "key_result")
    assert row["key"] == only(first, "key_result")["key"]
    assert (row["unit_key"], row["cycle_key"]) == (SALES, Q1)


def test_of_two_cycles_the_one_that_runs_is_meant() -> None:
    one = linked(objective("Grow"), key_result("Users"))
    two = linked(objective("Grow", cycle="2025-Q2"), key_result("Users"), known=stored(one), as_of=dt.date(2025, 5, 1))
    both = stored(one)
    items = {kind: (*both.items[kind], *stored(two).items[kind]) for kind in both.items}
    days = {**linked_days("2025-Q1"), **linked_days("2025-Q2")}
    known = Known(items=items, cycles=days)
    for day, expected in ((DAY, one), (dt.date(2025, 5, 2), two)):
        check_in = CheckIn(key_result="Users", date=day, value=1.0, where=at(9))
        found = linked(check_in, known=known, as_of=dt.date(2025, 5, 2))
        assert only(found, "check_in")["key_result_key"] == only(expected, "key_result")["key"]


def linked_days(name: str) -> dict[str, Any]:
    from okr_analytics.loading.identity import days_of

    return {cycle_key(name): days_of(name)}


def test_two_that_fit_equally_are_said_not_guessed() -> None:
    first = linked(
        objective("Grow"), objective("Safe", row=5), key_result("Users", "Grow"), key_result("Users", "Safe")
    )
    found = linked(CheckIn(key_result="Users", date=DAY, value=1.0, where=at(9)), known=stored(first))
    assert "key_result_key" not in only(found, "check_in")
    assert codes(found) == ["ambiguous-reference"]


def test_the_objective_above_is_meant_where_a_sheet_repeats_its_codes() -> None:
    found = linked(
        objective("Grow", code="O1", unit=None, row=2),
        objective("Protect the data", code="O1", unit=None, row=6),
        key_result("Users", "O1", row=3),
        key_result("Incidents", "O1", row=7),
    )
    goals = {row["title"]: row["key"] for row in found.rows["objective"]}
    assert len(set(goals.values())) == 2
    assert [row["objective_key"] for row in found.rows["key_result"]] == [goals["Grow"], goals["Protect the data"]]


@pytest.mark.parametrize("text", ["KR1", "kr 1", "KR1 - Users", "Users", "KR1: users"])
def test_references_by_code_by_title_and_by_both(text: str) -> None:
    records = (objective("Grow"), key_result("Users", code="KR1"))
    found = linked(*records, CheckIn(key_result=text, date=DAY, value=1.0, where=at(9)))
    assert only(found, "check_in")["key_result_key"] == only(found, "key_result")["key"]
    assert codes(found) == []


def test_an_unknown_reference_is_said_with_its_cell_and_the_row_kept() -> None:
    found = linked(
        objective("Grow"),
        key_result("Users"),
        *(
            CheckIn(key_result="User", date=DAY, value=1.0, where=at(row), cells={"key_result": at(row, column=4)})
            for row in (9, 10)
        ),
    )
    (said,) = found.diagnostics
    assert said.code == "unknown-reference"
    assert str(said.where) == "OKRs!D9"
    assert "(2 rows)" in said.message
    assert "Did you mean 'Users'?" in said.advice
    assert len(found.rows["check_in"]) == 2


def test_two_rows_of_a_sheet_that_contradict_each_other_are_two_items() -> None:
    found = linked(objective("Grow"), key_result("Users", target=5.0), key_result("Users", target=6.0, row=4))
    assert len({row["key"] for row in found.rows["key_result"]}) == 2
    assert codes(found) == ["same-name-twice"]


def test_rows_about_one_item_on_two_sheets_are_one() -> None:
    summary = KeyResult(title="Users", objective="Grow", current=4.0, where=at(2, "Summary"))
    found = linked(objective("Grow"), key_result("Users", target=5.0), summary)
    assert len({row["key"] for row in found.rows["key_result"]}) == 1
    assert codes(found) == []


def test_sheets_that_contradict_each_other_are_said() -> None:
    other = KeyResult(title="Users", objective="Grow", target=6.0, where=at(2, "Summary"))
    found = linked(objective("Grow"), key_result("Users", target=5.0), other)
    assert len({row["key"] for row in found.rows["key_result"]}) == 1
    assert codes(found) == ["conflicting-rows"]


def test_parents_are_found_below_and_across_units() -> None:
    found = linked(objective("Sell more", unit="North", parent="Grow", row=2), objective("Grow", unit="Sales", row=3))
    child, parent = found.rows["objective"]
    assert child["parent_key"] == parent["key"]
    assert "parent_key" not in parent


def test_an_objective_is_not_its_own_parent() -> None:
    found = linked(objective("Grow", parent="Grow"))
    assert "parent_key" not in only(found, "objective")
    assert codes(found) == ["unknown-reference"]


def test_kpis_and_projects_only_referred_to_are_there() -> None:
    found = linked(
        KpiReading(kpi="Waiting time", unit="Sales", date=DAY, value=3.0, where=at(2)),
        KpiReading(kpi="waiting time", unit="Sales", date=dt.date(2025, 3, 1), value=2.0, where=at(3)),
        Milestone(project="P-77", name="Start", where=at(4)),
    )
    kpi, project = only(found, "kpi"), only(found, "project")
    assert (kpi["name"], kpi["implied"], kpi["unit_key"]) == ("Waiting time", True, SALES)
    assert {row["kpi_key"] for row in found.rows["kpi_reading"]} == {kpi["key"]}
    assert len({row["key"] for row in found.rows["kpi_reading"]}) == 2
    assert (project["code"], only(found, "milestone")["project_key"]) == ("P-77", project["key"])


def test_a_kpi_is_one_over_its_ranges() -> None:
    rows = [
        Kpi(name="Wait", unit="Sales", healthy_high=high, valid_from=day, where=at(row))
        for row, (high, day) in enumerate([(10.0, DAY), (8.0, dt.date(2025, 6, 1))], 2)
    ]
    found = linked(*rows)
    assert len({row["key"] for row in found.rows["kpi"]}) == 1
    assert codes(found) == []


def test_kpis_of_two_units_are_two() -> None:
    found = linked(Kpi(name="Wait", unit="Sales", where=at(2)), Kpi(name="Wait", unit="North", where=at(3)))
    assert len({row["key"] for row in found.rows["kpi"]}) == 2


def test_targets_belong_to_their_key_result_or_kpi() -> None:
    found = linked(
        objective("Grow"),
        key_result("Users", code="KR1"),
        Target(key_result="KR1", date=DAY, value=3.0, where=at(8)),
        Target(kpi="Wait", date=DAY, value=4.0, where=at(9)),
    )
    one, two = found.rows["target"]
    assert one["key_result_key"] == only(found, "key_result")["key"]
    assert two["kpi_key"] == only(found, "kpi")["key"]


def test_effort_finds_what_it_went_into() -> None:
    found = linked(
        objective("Grow"),
        key_result("Users", code="KR1.1"),
        Initiative(title="Campaign", key_result="KR1.1", where=at(5)),
        Project(name="New office", code="P-1", where=at(6)),
        Kpi(name="Waiting time", where=at(7)),
        *(
            hours(row, "1", "2025-01-06", "2025-01-10", item=item)
            for row, item in enumerate(["KR1.1", "campaign", "P-1 - New office", "Waiting time", "Lunch", None], 10)
        ),
    )
    kinds = [row.get("item_kind") for row in found.rows["effort"]]
    assert kinds == ["key_result", "initiative", "project", "kpi", None, None]
    assert found.rows["effort"][0]["item_key"] == only(found, "key_result")["key"]


def test_identical_lines_of_effort_are_all_kept_and_keep_their_keys() -> None:
    lines = [hours(row, "2", "2025-01-06", "2025-01-06", person="Ana") for row in (2, 3, 4)]
    first, again = linked(*lines), linked(*lines[:2])
    keys = [row["key"] for row in first.rows["effort"]]
    assert len(set(keys)) == 3
    assert [row["key"] for row in again.rows["effort"]] == keys[:2]
    assert [row["actual"] for row in first.rows["effort"]] == ["2", "2", "2"]


def test_without_a_cycle_the_dates_tell_it() -> None:
    days = {"start": dt.date(2025, 1, 1), "due": dt.date(2025, 3, 31)}
    found = linked(objective("Grow", cycle=None), key_result("Users", **days))
    assert only(found, "objective")["cycle_key"] == Q1
    assert only(found, "key_result")["cycle_key"] == Q1


def test_a_cycle_of_the_policy_is_preferred_by_its_dates() -> None:
    cycle = CyclePolicy("Cycle 7", dt.date(2025, 1, 15), dt.date(2025, 4, 30))
    known = Known(policy=Policy().with_changes(cycles=(cycle,)))
    found = linked(key_result("Users", None, due=dt.date(2025, 4, 1)), known=known)
    assert only(found, "key_result")["cycle_key"] == cycle_key("Cycle 7")


def test_a_due_day_alone_says_nothing_about_the_cycle() -> None:
    assert "cycle_key" not in only(linked(key_result("Users", None, due=dt.date(2025, 4, 1))), "key_result")


def test_a_quarter_without_a_year_is_assumed_and_said() -> None:
    found = linked(objective("Grow", cycle="Q1"))
    assert only(found, "objective")["cycle_key"] == Q1
    assert codes(found) == ["cycle-year-assumed"]


def test_a_rename_that_was_decided_holds() -> None:
    first = linked(objective("Grow"))
    plain = linked(objective("Grow the business"), known=stored(first))
    alias, key = only(plain, "objective")["key"], only(first, "objective")["key"]
    known = stored(first, renames={"objective": {alias: key}})
    assert only(linked(objective("Grow the business"), known=known), "objective")["key"] == key


def test_stated_cycles_keep_their_days() -> None:
    found = linked(
        Cycle(name="Cycle 7", start=DAY, end=dt.date(2025, 5, 31), where=at(2)), Objective(title="A", cycle="cycle 7")
    )
    stated = next(row for row in found.rows["cycle"] if not row.get("implied"))
    assert stated["start"] == "2025-02-01"
    assert only(found, "objective")["cycle_key"] == stated["key"]


def test_many_remarks_of_a_kind_are_summed_up() -> None:
    rows = [CheckIn(key_result=f"Nothing {n}", date=DAY, where=at(n + 2)) for n in range(80)]
    found = linked(*rows)
    assert len(found.diagnostics) == 51
    assert found.diagnostics[-1].message == "30 more of the same kind as the 50 above."
