"""Effort as views: whose conversation it is, what converts to hours, and shares that add up."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.small_world import World

JANUARY = {"start": "01-01", "end": "01-31"}


def line(world: World, key: str = "e", **fields: Any) -> None:
    world.add("effort", key, **{"unit_key": "u", "unit": "U", "measure": "hours", **JANUARY, **fields})


@pytest.mark.parametrize(
    ("fields", "conversation", "source"),
    [
        ({"conversation": "growth", "category": "KTLO", "item_kind": "kpi"}, "growth", "sheet"),
        ({"category": " Run the  Business "}, "bau", "category"),
        ({"category": "whatever", "item_kind": "key_result"}, "growth", "item"),
        ({"item_kind": "initiative"}, "growth", "item"),
        ({"item_kind": "kpi"}, "bau", "item"),
        ({"item_kind": "project"}, "improvement", "item"),
        ({"item": "Operations"}, "bau", "category"),
        ({"category": "Team lunch"}, "unknown", "unknown"),
        ({}, "unknown", "unknown"),
    ],
)
def test_the_sheet_comes_first_then_its_word_then_the_link(
    fields: dict[str, Any], conversation: str, source: str
) -> None:
    world = World()
    world.insert(
        "policy_word", [{"event": 0, "word": w, "conversation": "bau"} for w in ("run the business", "operations")]
    )
    line(world, actual=1, **fields)
    row = world.one("effort_entry", "02-01")
    assert (row["conversation"], row["conversation_source"]) == (conversation, source)


@pytest.mark.parametrize(
    ("measure", "dates", "hours", "common", "converted"),
    [
        ("hours", {}, "3", "hours", False),
        ("days", {}, "24", "hours", True),  # 8 hours a day
        ("fte", {}, "430.0002", "hours", True),  # 3 × 1,720 / 12
        ("fte", {"start": "01-01", "end": "12-31"}, "5160", "hours", True),
        ("fte", {"start": "01-01", "end": "01-10"}, "141.3698", "hours", True),  # 3 × 1,720 × 10 / 365
        ("fte", {"start": None, "end": None}, "3", "fte", False),  # without days nobody knows how many hours
        ("percent", {}, "3", "percent", False),
        ("cost", {}, "3", "cost", False),
        ("count", {}, "3", "count", False),
        (None, {}, "3", "unknown", False),
    ],
)
def test_only_time_becomes_hours(measure: str, dates: dict[str, Any], hours: str, common: str, converted: bool) -> None:
    world = World()
    line(world, planned=3, **{"measure": measure, **dates})
    row = world.one("effort_entry", "12-31")
    assert (row["common_measure"], bool(row["converted"])) == (common, converted)
    assert float(row["planned_common"]) == pytest.approx(float(hours), abs=0.001)


def test_periods_get_a_month_a_quarter_and_the_shortest_cycle() -> None:
    world = World()
    world.add("cycle", "y", name="2026")
    world.add("cycle", "q", name="2026 Q1")
    line(world, "a", actual=1)
    line(world, "b", actual=1, start="01-01", end="03-31")
    line(world, "c", actual=1, start="03-01", end="04-30")
    rows = world.ask("effort_entry", "12-31", order="effort_key")
    assert [(r["month"], r["quarter"], r["year"], r["cycle"]) for r in rows] == [
        ("2026-01", "2026-Q1", "2026", "2026 Q1"),
        (None, "2026-Q1", "2026", "2026 Q1"),
        (None, None, "2026", "2026"),
    ]


def test_shares_show_the_unknown_and_add_up_to_exactly_one() -> None:
    world = World()
    for place, conversation in enumerate(("growth", "bau", None)):
        line(world, f"e{place}", conversation=conversation, actual=1)
    rows = {r["conversation"]: r for r in world.ask("effort_split", "02-01")}
    assert set(rows) == {"growth", "bau", "improvement", "unknown"}
    assert sum(r["actual_share"] for r in rows.values()) == Decimal(1)
    assert rows["bau"]["actual_share"] == Decimal("0.3333333333")
    assert rows["improvement"]["actual_share"] == 0
    assert rows["growth"]["planned_share"] is None  # nobody planned anything


def test_shares_add_up_for_every_group() -> None:
    random = Random(3)
    world = World()
    lines = [
        {
            "load_id": 1,
            "row_number": n,
            "key": f"e{n}",
            "unit_key": f"u{random.randint(0, 30)}",
            "conversation": random.choice(("growth", "bau", "improvement", None)),
            "measure": random.choice(("hours", "days", "cost")),
            "actual": Decimal(random.choice((0, 1, 7, random.randint(0, 10**7)))).scaleb(-2),
            "cells": {},
        }
        for n in range(300)
    ]
    world.insert("effort", lines)
    totals: dict[tuple[str, str], Decimal] = {}
    for row in world.ask("effort_split", "02-01"):
        if row["actual_share"] is not None:
            group = (row["unit_key"], row["measure"])
            totals[group] = totals.get(group, Decimal(0)) + row["actual_share"]
            assert 0 <= row["actual_share"] <= 1
    assert len(totals) > 50
    assert all(total == 1 for total in totals.values())
