"""KPI health and projects as Views: what the sentences, charts and lists say of small worlds."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from okr_analytics.document import Chart, Section, Table, View
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.kpi_movement import Movement
from okr_analytics.policy import Policy
from okr_analytics.views import kpis, projects
from okr_analytics.views.kpi_cycles import answer
from okr_analytics.views.parts import records
from okr_analytics.views.question import Question
from tests.small_world import World, day

MONTHS = [f"2025-{month:02}-28" for month in range(7, 13)] + [f"2026-{month:02}-28" for month in range(1, 10)]


def ask(world: World, as_of: str) -> Question:
    filters = Filters(as_of=day(as_of), known=world.load_id).resolve(world.database)
    return Question(world.database, filters, Policy())


def section(view: View, key: str) -> Section:
    return next(part for part in view.sections if part.key == key)


def rows(part: Section) -> list[Mapping[str, Any]]:
    table = next(block for block in part.blocks if isinstance(block, Table))
    return records(table.frame)


def kpi_world(*values: float) -> World:
    world = World("2026-07-01")
    world.add("cycle", "c", name="2026-Q3", start="07-01", end="09-30")
    world.add(
        "kpi", "k", code="K-17", name="Calls answered in time", direction="higher", healthy_low=80, warning_low=70
    )
    for date, value in zip(MONTHS, values, strict=True):
        world.add("kpi_reading", f"k@{date}", kpi_key="k", date=date, value=value)
    return world


FLAT = (81, 83, 82, 80, 81, 82, 83, 81, 80, 82, 81, 83)


def test_a_kpi_that_rose_with_its_key_result_is_told_so() -> None:
    world = kpi_world(*FLAT, 90, 91, 92)
    world.add("objective", "o", title="Reached", cycle_key="c")
    world.add("key_result", "r", code="KR1", title="Calls answered in time to 90", objective_key="o", cycle_key="c")
    view = kpis.build(ask(world, "09-30"))
    (row,) = rows(section(view, "cycles"))
    assert (row["verdict"], row["aimed"], row["readings"]) == ("Higher: better", "KR1", "3 / 12")
    assert row["answer"] == "It moved with its OKR. Its range has not followed: keep the gain by a new one?"
    assert (
        "1 of 1 KPIs with enough readings moved clearly (1 for the better); 1 of 1 of these had"
        in section(view, "cycles").says
    )


def test_two_readings_are_too_few_to_say() -> None:
    world = kpi_world(*FLAT, 90, 91, 92)
    view = kpis.build(ask(world, "08-31"))
    (row,) = rows(section(view, "cycles"))
    assert row["verdict"] == "Too few readings to say"
    assert "no KPI has enough readings yet" in section(view, "cycles").says


def test_a_changed_range_is_drawn_at_its_day_and_leaves_earlier_colours_alone() -> None:
    world = kpi_world(*FLAT, 84, 83, 84)
    world.add(
        "kpi", "k", code="K-17", name="Calls answered in time", direction="higher", healthy_low=85, valid_from="08-10"
    )
    view = kpis.build(ask(world, "09-30"))
    chart = next(block for block in section(view, "trends").blocks if isinstance(block, Chart))
    healthy = chart.frame[chart.frame["what"] == "Healthy range"]
    assert [(f"{at:%m-%d}", low) for at, low in zip(healthy["date"], healthy["low"], strict=True)] == [
        ("07-28", 80),
        ("08-09", 80),
        ("08-10", 85),
        ("09-28", 85),
    ]
    outside = chart.frame[chart.frame["what"] == "Outside the ranges"].dropna(subset=["value"])
    assert [f"{at:%m-%d}" for at in outside["date"]] == ["08-28", "09-28"]
    (change,) = rows(section(view, "ranges"))
    assert (change["change"], change["old"], change["new"]) == ("tightened", "from 80", "from 85")
    assert (change["health_now"], change["health_under_old"]) == ("unhealthy", "healthy")


@pytest.mark.parametrize(
    ("verdict", "side", "aimed", "changes", "said"),
    [
        ("up", 1, True, {"tightened"}, "It moved with its OKR."),
        (
            "down",
            -1,
            False,
            {"loosened"},
            "It got worse while OKRs looked elsewhere. Its range was loosened at the same time.",
        ),
        ("as_before", 0, True, set(), "It moves as it did all year: the OKR has not added to it yet."),
        ("still", 0, False, {"tightened"}, "Its range was tightened; the readings have not followed yet."),
        ("still", 0, True, set(), "An OKR aims at it; it has not moved clearly."),
        ("too_few", 0, False, set(), "Nothing to tell yet."),
    ],
)
def test_movement_aim_and_range_together_make_a_sentence(
    verdict: Any, side: int, aimed: bool, changes: set[str], said: str
) -> None:
    assert answer(Movement(verdict, 12, 3, None, 0, None, None), side, aimed, changes) == said


def test_forty_projects_stay_readable_and_none_is_lost() -> None:
    world = World("06-01")
    for number in range(45):
        priority = "1 - High" if number < 30 else "2 - Low"
        fields = {"start": "01-01", "due": "12-31", "percent_complete": 0.1, "budget": Decimal(10), "spent": Decimal(4)}
        world.add("project", f"p{number}", name=f"Project {number}", priority=priority, **fields)
    view = projects.build(ask(world, "06-10"))
    charts = [block for block in section(view, "plan").blocks if isinstance(block, Chart)]
    assert [len(chart.frame) for chart in charts] == [20, 10, 15]
    assert [chart.title for chart in charts] == [
        "Priority 1 - High, 1 of 2",
        "Priority 1 - High, 2 of 2",
        "Priority 2 - Low",
    ]
    assert len({name for chart in charts for name in chart.frame["label"]}) == 45


def test_what_serves_nothing_and_what_nothing_serves_is_listed() -> None:
    world = World("06-01")
    world.add("objective", "o", title="Served")
    world.add("key_result", "k", title="Waits", objective_key="o")
    world.add("objective", "alone", title="Alone")
    world.add("project", "p", name="Useful", key_result_key="k", start="05-01", due="12-31", percent_complete=0.1)
    world.add("project", "s", name="Left over", start="05-01", due="12-31", percent_complete=0.1)
    view = projects.build(ask(world, "06-10"))
    assert [row["name"] for row in rows(section(view, "unneeded"))] == ["Left over"]
    assert [row["title"] for row in rows(section(view, "unserved"))] == ["Alone"]
    assert [row["kind"] for row in rows(section(view, "portfolio")) if row["name"] == "Useful"] == [
        "Initiative: serves a key result"
    ]
