"""The rhythm of check-ins as views, worked by hand."""

from collections import Counter

import pytest

from okr_analytics.metrics.evaluate import evaluate, value
from okr_analytics.metrics.filters import Filters
from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-01")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="03-31", cadence="weekly")
    world.add("cycle", "q2", name="2026 Q2", start="04-01", end="06-30", cadence="fortnightly")
    world.add("unit", "u", name="Health")
    world.add("unit", "n", name="Schools")
    world.add("key_result", "k", title="k", unit_key="u", cycle_key="q1")
    return world


def timing(world: World, as_of: str, key: str = "k") -> list[str]:
    rows = world.ask("kr_period", as_of, order="number")
    return [row["timing"] for row in rows if row["key_result_key"] == key]


def test_on_time_late_and_missed(world: World) -> None:
    world.check_in("k", "01-07", 1)  # the last day of the first week
    world.check_in("k", "01-16", 2)  # the second week has none: this one of the third makes up for it
    world.check_in("k", "01-20", 3)
    world.check_in("k", "01-29", 4)  # the fourth has none, and the fifth only its own
    assert timing(world, "02-04") == ["on_time", "late", "on_time", "missed", "on_time"]
    assert timing(world, "02-03") == ["on_time", "late", "on_time", "missed"]  # the fifth ends on 4 February
    row = world.ask("kr_period", "02-04", order="number")[1]
    assert (row["from_date"], row["to_date"], row["week"]) == (day("01-08"), day("01-14"), day("01-12"))


def test_without_a_sheet_of_check_ins_nothing_tells_the_rhythm_of_a_cycle_without_values(world: World) -> None:
    assert timing(world, "01-14") == []
    world.add("key_result", "o", title="o", unit_key="u", cycle_key="q1", current=3)
    assert timing(world, "01-14") == ["missed", "missed"]
    world.add("key_result", "next", title="next", unit_key="u", cycle_key="q2")
    assert timing(world, "04-28", "next") == []
    world.check_in("k", "01-05", 1)
    assert timing(world, "04-28", "next") == ["missed", "missed"]


def test_after_the_due_day_nothing_is_asked_for(world: World) -> None:
    world.check_in("k", "01-05", 1)
    world.add("key_result", "s", title="s", unit_key="u", cycle_key="q1", due="01-15")
    world.add("key_result", "c", title="c", unit_key="u", cycle_key="q1", status="cancelled")
    assert timing(world, "03-31", "s") == ["missed", "missed"]
    assert timing(world, "03-31", "c") == []


def test_the_cycles_own_cadence_counts(world: World) -> None:
    world.add("key_result", "f", title="f", unit_key="u", cycle_key="q2")
    world.check_in("f", "04-20", 1)
    assert timing(world, "05-01", "f") == ["missed", "on_time"]


def test_shares_are_those_of_the_rows_and_on_time_is_the_discipline(world: World) -> None:
    for date in ("01-07", "01-16", "01-20", "01-29"):
        world.check_in("k", date, 1)
    february = Filters(as_of=day("02-04"), known=9)
    shares = {
        name: value(world.database, f"check_ins_{name}", february).value for name in ("on_time", "late", "missed")
    }
    found = Counter(timing(world, "02-04"))
    assert shares == {name: found[name] / 5 for name in shares}
    assert value(world.database, "check_in_discipline", february).value == shares["on_time"]
    by_week = evaluate(world.database, ["check_ins_on_time"], ("unit", "week"), february)
    assert [(row.dims["week"], row.value) for row in by_week][:2] == [(day("01-05"), 1), (day("01-12"), 0)]


def test_three_ps_count_what_is_said(world: World) -> None:
    world.check_in("k", "01-07", 1, progress_note="Done", problems=" ", plans="Go on")
    world.check_in("k", "01-14", 1, problems="No staff")
    world.add("key_result", "o", title="o", unit_key="u", cycle_key="q1", current=3)  # no sheet of check-ins says this
    january = Filters(as_of=day("01-20"), known=9)
    values = {
        name: value(world.database, name, january).value
        for name in ("three_ps", "progress_said", "problems_said", "plans_said", "check_ins")
    }
    assert values == {"three_ps": 0.5, "progress_said": 0.5, "problems_said": 0.5, "plans_said": 0.5, "check_ins": 2}


def test_the_first_four_periods_of_a_units_first_cycle(world: World) -> None:
    world.add("key_result", "later", title="later", unit_key="u", cycle_key="q2")
    world.add("key_result", "new", title="new", unit_key="n", cycle_key="q2")
    for date in ("01-02", "01-09", "01-30"):
        world.check_in("k", date, 1)
    rows = world.ask("unit_first_periods", "06-30", order="unit, number")
    assert [(r["unit"], r["cycle"], r["number"], r["on_time_share"]) for r in rows] == [
        *(("Health", "2026 Q1", n + 1, share) for n, share in enumerate((1, 1, 0, 0))),
        *(("Schools", "2026 Q2", n + 1, 0) for n in range(4)),
    ]
