"""Signals fire on a hand-made case, stay silent on its look-alikes, and open down to cells."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.signals import Signal, judged, kinds, signals
from okr_analytics.policy import Policy
from tests.small_world import World

ROOT = Path(__file__).parent.parent.parent
MONTHS = {"01": 31, "02": 28, "03": 31}


def agency(capacity: float | None = None) -> World:
    world = World()
    world.add("unit", "north", name="North", capacity=capacity)
    world.add("cycle", "q1", name="2026-Q1", start="01-01", end="03-31")
    return world


def effort(
    world: World, actual: dict[str, float], planned: dict[str, float], month: str = "03", **fields: object
) -> None:
    """One line for each conversation of the unit in a month, in hours."""
    for name in {**actual, **planned}:
        world.add(
            "effort", f"{name}-{month}-{fields}", unit_key="north", unit="North", period=f"2026-{month}",
            start=f"{month}-01", end=f"{month}-{MONTHS[month]}", conversation=name, planned=planned.get(name),
            actual=actual.get(name), measure="hours", **fields,
        )  # fmt: skip


def fired(world: World, kind: str, day: str = "2026-03-31") -> list[Signal]:
    filters = Filters(as_of=dt.date.fromisoformat(day)).resolve(world.database)
    found = (signal for signal in signals(world.database, filters, Policy()) if signal.kind == kind)
    return [replace(signal, text=signal.text.replace("\xa0", " ")) for signal in found]


def opened(world: World, found: list[Signal]) -> set[str]:
    """The cells behind every figure; each figure must have some."""
    cells = [cells for signal in found for _, cells in signal.cells(world.database)]
    assert cells
    assert all(cells)
    return {cell.cell for each in cells for cell in each}


PLAN = {"growth": 30.0, "bau": 50.0, "improvement": 20.0}


def test_growth_eaten_fires_for_the_unit_and_the_whole() -> None:
    world = agency()
    effort(world, {"growth": 20, "bau": 62, "improvement": 18}, PLAN)
    found = fired(world, "growth_eaten")
    assert [signal.unit for signal in found] == ["", "North"]
    assert "growth took 20 % of the effort instead of 30 %" in found[1].text
    assert [figure.value for figure in found[1].figures] == [0.2, 0.3, 0.62, 0.5]
    assert opened(world, found) <= {f"Sheet!A{row}" for row in range(1, world.rows + 1)}


@pytest.mark.parametrize(
    "actual",
    [
        {"growth": 26, "bau": 55, "improvement": 19},  # growth only 4 points below
        {"growth": 20, "bau": 54, "improvement": 26},  # improvement took it
        {"growth": 32, "bau": 56, "improvement": 12},  # growth above its plan
    ],
)
def test_growth_eaten_stays_silent_on_look_alikes(actual: dict[str, float]) -> None:
    world = agency()
    effort(world, actual, PLAN)
    assert fired(world, "growth_eaten") == []


def test_growth_eaten_needs_a_plan() -> None:
    world = agency()
    effort(world, {"growth": 5, "bau": 95}, {})
    assert fired(world, "growth_eaten") == []


def kpi(world: World, key: str, readings: dict[str, float]) -> None:
    """Healthy from 90 on."""
    world.add("kpi", key, name=f"KPI {key}", unit_key="north", unit="North", direction="higher", healthy_low=90.0)
    for date, value in readings.items():
        world.add("kpi_reading", f"{key}@{date}", kpi_key=key, date=date, value=value)


def test_business_as_usual_is_endangered_when_kpis_leave_their_range_as_its_effort_falls() -> None:
    world = agency()
    effort(world, {"growth": 50, "bau": 40, "improvement": 10}, PLAN)
    kpi(world, "answered", {"02-20": 95, "03-20": 80})
    found = fired(world, "bau_endangered")
    assert [signal.unit for signal in found] == ["", "North"]
    assert "1 KPI left the healthy range: KPI answered" in found[1].text
    assert opened(world, found)


def test_without_a_plan_the_months_before_tell() -> None:
    world = agency()
    for month, bau in (("01", 60), ("02", 58), ("03", 45)):
        effort(world, {"growth": 100 - bau, "bau": bau}, {}, month)
    kpi(world, "answered", {"01-02": 95, "03-20": 80})
    assert fired(world, "bau_endangered") == []  # its only healthy reading lies inside the months that are looked at
    world.add("kpi_reading", "before", kpi_key="answered", date="2025-12-20", value=96.0)
    found = fired(world, "bau_endangered")
    assert "45 % of the effort in 2026-03 after 59 % in the months before" in found[0].text


@pytest.mark.parametrize(
    ("bau", "readings"),
    [
        (40, {"02-20": 95, "03-20": 92}),  # effort fell, the KPI holds
        (40, {"02-20": 80, "03-20": 79}),  # it was unhealthy before
        (40, {"03-20": 79}),  # nobody knows how it was before
        (48, {"02-20": 95, "03-20": 80}),  # the KPI left its range, effort is as planned
    ],
)
def test_business_as_usual_looks_endangered_and_isn_t(bau: float, readings: dict[str, float]) -> None:
    world = agency()
    effort(world, {"growth": 90 - bau, "bau": bau, "improvement": 10}, PLAN)
    kpi(world, "answered", readings)
    assert fired(world, "bau_endangered") == []


def test_as_many_came_back_as_left() -> None:
    world = agency()
    effort(world, {"growth": 50, "bau": 40, "improvement": 10}, PLAN)
    kpi(world, "answered", {"02-20": 95, "03-20": 80})
    kpi(world, "paid", {"02-20": 80, "03-20": 95})
    assert fired(world, "bau_endangered") == []


def project(world: World, progress: float) -> None:
    world.add("project", "p", name="New desk", unit_key="north", unit="North", start="01-01", due="06-30",
              percent_complete=progress)  # fmt: skip


def test_improvement_is_starved_when_its_projects_are_behind() -> None:
    world = agency()
    world.load("03-30")
    effort(world, {"growth": 36, "bau": 52, "improvement": 12}, PLAN)
    project(world, 0.1)
    found = fired(world, "improvement_starved")
    assert [signal.unit for signal in found] == ["", "North"]
    assert "improvement took 12 % of the effort instead of 20 %, and 1 of 1 running projects is behind" in found[1].text
    assert opened(world, found)


@pytest.mark.parametrize(("share", "progress"), [(12, 0.5), (18, 0.1)])
def test_improvement_looks_starved_and_isn_t(share: float, progress: float) -> None:
    world = agency()
    world.load("03-30")
    effort(world, {"growth": 40, "bau": 60 - share, "improvement": share}, PLAN)
    project(world, progress)
    assert fired(world, "improvement_starved") == []


def key_result(world: World, values: dict[str, float]) -> None:
    world.add("key_result", "kr", title="More served online", unit_key="north", cycle_key="q1", baseline=0.0,
              target=100.0)  # fmt: skip
    for date, value in values.items():
        world.check_in("kr", date, value)


def test_effort_where_nothing_moves() -> None:
    world = agency()
    effort(world, {"growth": 40, "bau": 60}, {})
    key_result(world, {"01-10": 0, "03-25": 3})
    found = fired(world, "nothing_moves")
    assert [signal.unit for signal in found] == ["", "North"]
    assert "moved by +3 points on average" in found[1].text
    assert opened(world, found)


@pytest.mark.parametrize(
    ("growth", "values", "day"),
    [
        (40, {"01-10": 0, "03-25": 30}, "2026-03-31"),  # it moves
        (5, {"01-10": 0, "03-25": 3}, "2026-03-31"),  # nobody works on it
        (40, {}, "2026-03-31"),  # nobody knows
        (40, {"01-10": 0}, "2026-01-20"),  # too early
    ],
)
def test_nothing_moves_stays_silent(growth: float, values: dict[str, float], day: str) -> None:
    world = agency()
    effort(world, {"growth": growth, "bau": 100 - growth}, {}, "01")
    key_result(world, values)
    assert fired(world, "nothing_moves", day) == []


def test_overload_of_a_unit_and_of_a_person() -> None:
    world = agency(capacity=1200)
    effort(world, {}, {"growth": 60, "bau": 50}, person="Ana")
    (unit,) = fired(world, "overload")
    assert unit.unit == "North"
    assert "110" in unit.text
    assert opened(world, [unit])
    effort(world, {}, {"improvement": 90}, person="Ana")
    assert [signal.unit for signal in fired(world, "overload")] == ["North", "Ana"]


def test_overload_stays_silent_within_capacity_and_without_one() -> None:
    world = agency(capacity=1200)
    effort(world, {"growth": 500}, {"growth": 60, "bau": 44})  # actual hours aren't a plan
    assert fired(world, "overload") == []
    unknown = agency()
    effort(unknown, {}, {"growth": 6000})
    assert fired(unknown, "overload") == []


def test_a_plan_in_percent_adds_up_to_more_than_there_is() -> None:
    world = agency()
    for name, share in (("growth", 0.5), ("bau", 0.7)):
        world.add("effort", name, unit_key="north", unit="North", period="2026", conversation=name, planned=share,
                  measure="percent")  # fmt: skip
    (found,) = fired(world, "overload")
    assert "adds up to 120 %" in found.text
    assert opened(world, [found])


def test_every_rule_is_documented_in_its_words() -> None:
    text = " ".join((ROOT / "docs" / "signals.md").read_text(encoding="utf-8").split())
    for kind in kinds().values():
        assert kind.title in text
        assert kind.rule in text


def missing(world: World, day: str = "2026-03-31") -> dict[str, str]:
    filters = Filters(as_of=dt.date.fromisoformat(day)).resolve(world.database)
    return dict(judged(world.database, filters, Policy()).missing)


def test_a_rule_without_what_it_looks_at_says_what_is_missing() -> None:
    world = agency()
    effort(world, {"growth": 20, "bau": 62, "improvement": 18}, {})
    assert missing(world) == {
        "growth_eaten": "No effort is planned here.",
        "bau_endangered": "No reading of a KPI with a healthy range is known.",
        "improvement_starved": "No running project is known.",
        "nothing_moves": "No key result's progress is known on both days.",
        "overload": "No effort is planned here.",
    }


def test_a_rule_that_can_be_judged_misses_nothing() -> None:
    world = agency()
    effort(world, {"growth": 30, "bau": 50, "improvement": 20}, PLAN)
    assert not {"growth_eaten", "overload"} & set(missing(world))


def test_effort_of_unknown_conversation_makes_the_split_unjudgeable() -> None:
    world = agency()
    world.add("project", "p", name="P", unit_key="north", start="01-01", due="12-31", status="off_track")
    effort(world, {"growth": 20, "bau": 20}, {})
    effort(world, {"unknown": 60}, {})
    assert missing(world)["improvement_starved"].startswith("For more than half of the effort")
    assert not fired(world, "improvement_starved")  # all the unknown effort could be improvement
