"""Every share of effort adds up to 100 % with the unknown shown: whatever lines there are, however they are asked about."""

import math
from collections import defaultdict
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okr_analytics.metrics.evaluate import evaluate
from okr_analytics.metrics.filters import CONVERSATIONS, MEASURES, Filters
from tests.small_world import World, day

PERIODS = ((None, None), ("01-01", "01-31"), ("02-03", "02-03"), ("01-01", "03-31"), ("2025-12-15", "01-15"))
SHARES = ("effort_share", "effort_share_planned", "effort_share_stated")
amounts = st.none() | st.decimals(min_value=0, max_value=10**7, places=3, allow_nan=False)
lines = st.lists(
    st.fixed_dictionaries(
        {
            "unit_key": st.sampled_from((None, "u", "v", "w")),
            "conversation": st.sampled_from((None, "growth", "bau", "improvement")),
            "category": st.sampled_from((None, "Run", "no such word")),
            "person": st.sampled_from((None, "Ada")),
            "measure": st.sampled_from((None, *MEASURES)),
            "period": st.sampled_from(PERIODS),
            "planned": amounts,
            "actual": amounts,
            "stated": amounts,
        }
    ),
    min_size=1,
    max_size=25,
)
asked = st.fixed_dictionaries(
    {
        "by": st.sampled_from(((), ("unit",), ("branch",), ("month",), ("quarter", "unit"), ("measure",), ("cycle",))),
        "measure": st.sampled_from((None, *MEASURES)),
        "unit": st.sampled_from((None, "u", "w")),
        "cycle": st.sampled_from((None, "q")),
    }
)


def world_of(found: list[dict[str, Any]]) -> World:
    world = World("02-10")
    world.add("cycle", "q", name="2026 Q1", start="01-01", end="03-31")
    for key, parent in (("u", None), ("v", "u"), ("w", None)):
        world.add("unit", key, name=key, parent_key=parent)
    rows = []
    for number, line in enumerate(found):
        start, end = line["period"]
        row = {name: value for name, value in line.items() if name != "period"}
        row |= {"start": start and day(start), "end": end and day(end)}
        rows.append({"load_id": 1, "row_number": number, "key": f"e{number}", "cells": {}, **row})
    world.insert("effort", rows)
    return world


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines, asked)
def test_shares_add_up_and_never_hide_the_unknown(found: list[dict[str, Any]], question: dict[str, Any]) -> None:
    world = world_of(found)
    filters = Filters(as_of=day("02-10"), **{name: question[name] for name in ("measure", "unit", "cycle")})
    groups: dict[tuple[object, ...], dict[str, float]] = defaultdict(dict)
    by = (*question["by"], "conversation")
    for row in evaluate(world.database, SHARES, by, filters):
        if row.value is not None:
            others = tuple((name, key) for name, key in row.keys.items() if name != "conversation")
            groups[(row.metric, others, row.dims["measure"])][str(row.dims["conversation"])] = float(row.value)
    for shares in groups.values():
        assert set(shares) == set(CONVERSATIONS)
        assert math.fsum(shares.values()) == 1
        assert all(0 <= share <= 1 for share in shares.values())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines)
def test_the_unknown_share_is_the_effort_that_nothing_places(found: list[dict[str, Any]]) -> None:
    world = world_of(found)
    filters = Filters(as_of=day("02-10"), measure="cost")
    own = [line for line in found if line["measure"] == "cost" and line["actual"] is not None]
    total = sum((line["actual"] for line in own), Decimal(0))
    unknown = sum(
        (line["actual"] for line in own if not line["conversation"] and line["category"] != "Run"), Decimal(0)
    )
    shares = {row.dims["conversation"]: row.value for row in evaluate(world.database, ["effort_share"], (), filters)}
    if total:
        assert math.isclose(float(shares["unknown"] or 0), float(unknown / total), abs_tol=1e-9)
