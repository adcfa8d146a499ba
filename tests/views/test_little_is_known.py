"""Pages where little is loaded: each says once what is missing and what to do, and takes nothing unknown for good or bad."""

from types import ModuleType

import pandas as pd
import pytest

from okr_analytics import numbers
from okr_analytics.document import Note, Tile, Tiles, View
from okr_analytics.metrics.filters import Filters
from okr_analytics.policy import Policy
from okr_analytics.views import alignment, kpis, overview, parts, progress, projects, quality, reach, review, rhythm
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question
from tests.small_world import World, day


def ask(world: World, **filters: str) -> Question:
    resolved = Filters(as_of=day("02-10"), **filters).resolve(world.database)
    policy = Policy()
    prepare(world.database, resolved, policy)
    return Question(world.database, resolved, policy)


def notes(view: View) -> list[Note]:
    return [block for section in view.sections for block in section.blocks if isinstance(block, Note)]


def tile(view: View, label: str) -> Tile:
    groups = [block for section in view.sections for block in section.blocks if isinstance(block, Tiles)]
    return next(tile for group in groups for tile in group.tiles if tile.label == label)


@pytest.fixture
def okrs() -> World:
    """Key results of a unit without cycle, baseline or value: what many first sheets are."""
    world = World("02-01")
    for key in ("u", "v"):
        world.add("unit", key, name=f"Unit {key}")
    world.add("objective", "o", title="Shorter waits", unit_key="u")
    world.add(
        "key_result", "k", title="Reduce the median wait to 40 minutes", objective_key="o", target=40, unit_key="u"
    )
    return world


@pytest.mark.parametrize("page", [progress, kpis, projects, quality, rhythm, review], ids=lambda page: page.__name__)
def test_a_page_without_its_things_says_what_to_load(page: ModuleType) -> None:
    world = World()
    world.add("unit", "u", name="Unit")
    (note,) = notes(page.build(ask(world)))
    assert "loaded on this day yet" in note.text
    assert note.advice.startswith("Upload")


def test_things_that_only_the_filters_hide_ask_for_other_filters(okrs: World) -> None:
    (note,) = notes(progress.build(ask(okrs, unit="Unit v")))
    assert note.text == "No key results under these filters."
    assert "Choose another" in note.advice


def test_key_results_without_values_are_unknown_not_bad(okrs: World) -> None:
    view = progress.build(ask(okrs))
    assert view.headline == "1 key result, none with a value yet: progress is unknown."
    assert tile(view, "On track").tone == "unknown"
    assert "check-ins" in next(note for note in notes(view) if note.tone == "unknown").advice


def test_charts_of_sheets_without_cycles_name_none(okrs: World) -> None:
    okrs.check_in("k", "02-09", 45)
    view = progress.build(ask(okrs))
    assert "nan" not in repr(
        [(s.title, [getattr(b, "title", "") + getattr(b, "alt", "") for b in s.blocks]) for s in view.sections]
    )


def test_sheets_without_cycles_are_graded_all_the_same(okrs: World) -> None:
    assert "of 1 key result are graded A or B" in quality.build(ask(okrs)).headline


@pytest.mark.parametrize("cycle", [None, "Year of the river"])
def test_units_with_okrs_are_counted_where_no_cycle_has_days(okrs: World, cycle: str | None) -> None:
    if cycle:
        okrs.add("cycle", "c", name=cycle)
        okrs.add("objective", "o2", title="Shorter ways", unit_key="u", cycle_key="c")
        okrs.add("key_result", "k2", title="Walk 3 minutes", objective_key="o2", unit_key="u")
    assert reach.build(ask(okrs)).headline.startswith("1 of 2 units have OKRs of their own; 1 crawl")


def test_nothing_is_called_closed_where_nobody_scored(okrs: World) -> None:
    carried = next(section for section in review.build(ask(okrs)).sections if section.key == "carried")
    (note,) = [block for block in carried.blocks if isinstance(block, Note)]
    assert note.tone == "unknown"
    assert "1 key result without a score or a value" in note.text


def test_no_barrier_seen_is_no_good_news_where_no_work_is_known(okrs: World) -> None:
    barriers = next(section for section in alignment.build(ask(okrs)).sections if section.key == "barriers")
    assert [block.tone for block in barriers.blocks if isinstance(block, Note)] == ["unknown"]


def test_kpis_that_cannot_be_judged_say_why() -> None:
    world = World()
    world.add("kpi", "k", name="Overtime")
    world.add("kpi_reading", "r", kpi_key="k", date="02-01", value=0.05)
    view = kpis.build(ask(world))
    assert view.headline.startswith("1 KPI, none of which can be judged: ")
    assert (tile(view, "KPIs unhealthy").tone, tile(view, "KPIs unhealthy").value) == ("unknown", None)


def test_milestones_without_projects_are_counted() -> None:
    world = World()
    world.add("milestone", "m", name="Design", due="01-05")
    world.add("milestone", "n", name="Build", due="03-05")
    assert projects.build(ask(world)).headline == "2 milestones without a project that is known; 1 of them overdue."


def test_the_overview_calls_nothing_quiet_where_nothing_is_known() -> None:
    world = World()
    world.add("unit", "u", name="Unit")
    assert tile(overview.build(ask(world)), "KPIs unhealthy").value is None
    assert tile(overview.build(ask(world)), "Milestones overdue").value is None
    attention = next(section for section in overview.build(ask(world)).sections if section.key == "attention")
    assert [block.tone for block in attention.blocks if isinstance(block, Note)] == ["unknown"]


def test_the_overview_holds_progress_against_what_is_expected_of_the_same_key_results() -> None:
    world = World()
    world.add("cycle", "c", name="Q1", start="01-01", end="03-31")
    world.add("objective", "o", title="O", cycle_key="c")
    world.add("key_result", "a", title="A", objective_key="o", baseline=0, target=100)
    world.add("key_result", "b", title="B", objective_key="o", kind="milestone", steps=4, progress=0.1)
    world.check_in("a", "02-09", 20)
    shown = tile(overview.build(question := ask(world)), "Progress")
    assert shown.delta == -float(question.metric("progress_gap").value or 0)


@pytest.mark.parametrize(("count", "said"), [(0, "0 key results"), (1, "1 key result"), (1200, "1,200 key results")])
def test_counts_carry_their_noun(count: int, said: str) -> None:
    assert numbers.counted(count, "key result") == said


def test_without_any_check_in_the_rhythm_is_unknown_and_nobody_is_praised(okrs: World) -> None:
    okrs.add("cycle", "q1", name="2026 Q1", start="01-01", end="01-31")
    okrs.add("key_result", "old", title="Old", objective_key="o", unit_key="u", cycle_key="q1")
    view = rhythm.build(ask(okrs, cycle="q1"))
    assert "isn't known" in view.headline
    assert "each that is open" not in str(view)
    assert "each had a check-in" not in str(view)
    by_unit = next(section for section in view.sections if section.key == "units")
    assert [block.text for block in by_unit.blocks if isinstance(block, Note)] == [
        "No check-in of these key results is loaded."
    ]


def test_a_name_that_nobody_gave_gets_no_words() -> None:
    frame = parts.in_words(pd.DataFrame({"from": ["score", None, float("nan")]}), "from", {"score": "the sheet's"})
    assert frame["from"].iloc[0] == "the sheet's"
    assert frame["from"].isna().tolist() == [False, True, True]
