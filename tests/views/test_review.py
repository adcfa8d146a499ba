"""The cycle review: the latest closed cycle, its scores in bands, what was learned and what goes on."""

import pytest

from okr_analytics.document import Chart, Note, Section, Table, View
from okr_analytics.metrics.filters import Filters
from okr_analytics.policy import Policy
from okr_analytics.views import review
from okr_analytics.views.question import Question
from tests.small_world import World, day


@pytest.fixture
def world() -> World:
    world = World("01-05")
    world.add("cycle", "q1", name="2026 Q1", start="01-01", end="03-31")
    world.add("cycle", "q2", name="2026 Q2", start="04-01", end="06-30")
    world.add("unit", "u", name="Health")
    world.add("objective", "o", title="Shorter waits", unit_key="u", cycle_key="q1")
    for n, score in enumerate((0.0, 0.59, 0.6, 0.7, 0.71, 1.0, None)):
        world.add("key_result", f"k{n}", title=f"Result number {n}", objective_key="o", score=score)
    world.add("key_result", "next", title="Result number 8", unit_key="u", cycle_key="q2", baseline=0, target=10)
    return world


def view(world: World, **filters: str) -> View:
    resolved = Filters(as_of=day("05-10"), **filters).resolve(world.database)
    return review.build(Question(world.database, resolved, Policy()))


def section(of: View, key: str) -> Section:
    return next(section for section in of.sections if section.key == key)


def test_without_a_choice_it_reviews_the_latest_closed_cycle(world: World) -> None:
    found = view(world)
    assert found.title == "Cycle review 2026 Q1"
    assert found.headline == "60\u00a0% achieved on average; 1 of 6 key results reached their target."
    assert view(world, cycle="2026 Q2").headline == "No key result of this cycle has a score or a value yet."


def test_both_ends_of_the_sweet_spot_belong_to_it(world: World) -> None:
    chart = next(b for b in section(view(world), "scores").blocks if isinstance(b, Chart))
    counts = {band: n for band, n in zip(chart.frame["band"], chart.frame["key_results"], strict=True) if n}
    assert counts == {"0–10 %": 1, "50–60 %": 1, "60–70 %": 2, "70–80 %": 1, "100 %": 1}
    zones = dict(zip(chart.frame["band"], chart.frame["zone"], strict=True))
    assert (zones["50–60 %"], zones["60–70 %"], zones["70–80 %"]) == ("below", "sweet", "above")


def test_lessons_are_few_a_screen_and_all_to_look_up(world: World) -> None:
    for n in range(7):
        world.add("retrospective", f"r{n}", unit_key="u", cycle_key="q1", kind="keep", note=f"Note {n}")
    world.add("retrospective", "other", unit_key="u", cycle_key="q2", kind="keep", note="Another cycle's")
    found = view(world)
    notes = [block.text for block in section(found, "keep").blocks if isinstance(block, Note)]
    assert notes == [*(f"Note {n} (Health)" for n in range(5)), "2 more stand in the list at the end."]
    assert "A sheet with unit, cycle" in str(section(found, "change").blocks)
    table = [block for block in section(found, "every").blocks if isinstance(block, Table)][1]
    assert len(table.frame) == 7


def test_what_goes_on_or_else_what_is_to_decide(world: World) -> None:
    assert section(view(world), "carried").lead == "Into the next cycle went 1 of 7 key results."
    world.check_in("next", "05-09", 10)
    left = section(view(world, cycle="2026 Q2"), "carried")
    assert "Nothing is left open" in str(left.blocks)
