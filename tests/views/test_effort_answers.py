"""The first screen of Effort answers: as planned, who is furthest off, is business as usual safe; with honest unknowns."""

import datetime as dt

import pandas as pd
import pytest

from okr_analytics.document import Chart, Note, Table, Tiles, View
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.lineage import cells_behind
from okr_analytics.policy import Policy
from okr_analytics.views import effort, effort_known, effort_units
from okr_analytics.views.question import Question
from tests.small_world import World


@pytest.fixture
def world() -> World:
    world = World()
    for key, name in (("n", "North"), ("s", "South")):
        world.add("unit", key, name=name)
    return world


def line(world: World, unit: str, conversation: str | None, planned: float | None, actual: float | None) -> None:
    name = {"n": "North", "s": "South"}[unit]
    world.add("effort", f"{unit}{conversation}", unit_key=unit, unit=name, period="2026-03", start="03-01", end="03-31",
              conversation=conversation, planned=planned, actual=actual, measure="hours")  # fmt: skip


def answers(world: World) -> list[str]:
    filters = Filters(as_of=dt.date(2026, 3, 31)).resolve(world.database)
    view = effort.build(Question(world.database, filters, Policy()))
    (section,) = [section for section in view.sections if section.key == "answers"]
    return [block.text.replace("\xa0", " ") for block in section.blocks if isinstance(block, Note)]


def test_it_says_how_much_went_elsewhere_and_where(world: World) -> None:
    line(world, "n", "growth", 40, 20)
    line(world, "n", "bau", 60, 80)
    line(world, "s", "growth", 50, 50)
    line(world, "s", "bau", 50, 50)
    as_planned, furthest, safe = answers(world)
    assert "No: 10 % of the effort went elsewhere" in as_planned
    assert "business as usual (+10 points), away from growth (-10 points)" in as_planned
    assert "North: 20 % of its effort went elsewhere than planned" in furthest
    assert "Nobody can tell: no KPI with a range is loaded." in safe


def test_the_picture_of_the_split_comes_before_everything_else(world: World) -> None:
    line(world, "n", "growth", 40, 20)
    line(world, "n", "bau", 60, 80)
    filters = Filters(as_of=dt.date(2026, 3, 31)).resolve(world.database)
    first = effort.build(Question(world.database, filters, Policy())).sections[0].blocks
    assert isinstance(first[0], Chart)
    assert set(first[0].frame["what"]) == {"Planned", "Actual"}
    assert all(isinstance(block, Note) for block in first[1:])


def test_effort_that_went_where_nobody_can_tell_is_said_so(world: World) -> None:
    line(world, "n", "growth", 50, 40)
    line(world, "n", "bau", 50, 40)
    line(world, "n", None, None, 20)
    assert "mostly to work that nobody can place (+20 points)" in answers(world)[1]


def test_a_plan_that_was_kept_is_said(world: World) -> None:
    line(world, "n", "growth", 40, 41)
    line(world, "n", "bau", 60, 59)
    world.add("kpi", "k", name="Answered in time", unit_key="n", direction="higher", healthy_low=90.0)
    world.add("kpi_reading", "r", kpi_key="k", date="03-20", value=95.0)
    as_planned, safe = answers(world)
    assert as_planned.startswith("Did it go as planned? Yes: all but 1 %")
    assert "Yes: 100 % of the KPIs are healthy" in safe


def test_without_a_plan_there_is_nothing_to_compare(world: World) -> None:
    line(world, "n", "growth", None, 41)
    assert "Nobody has planned this effort" in answers(world)[0]


def test_distance_counts_what_went_elsewhere_once() -> None:
    frame = pd.DataFrame(
        [("N", "growth", 0.2, 0.4), ("N", "bau", 0.7, 0.5), ("N", "unknown", 0.1, 0.1), ("S", "growth", None, 0.4)],
        columns=["unit", "conversation", "actual", "planned"],
    )
    found = effort_units.distances(frame)
    assert found[["unit", "distance"]].to_dict("records") == [{"unit": "N", "distance": 0.2}]


def test_words_without_a_conversation_are_offered_by_their_effort(world: World) -> None:
    for key, category, item, hours in (("a", "Zeta", None, 5), ("b", None, "Desk duty", 20), ("c", "Zeta", None, 4)):
        world.add("effort", key, unit_key="n", unit="North", period="2026-03", start="03-01", end="03-31",
                  category=category, item=item, actual=hours, measure="hours")  # fmt: skip
    line(world, "n", "growth", None, 41)
    filters = Filters(as_of=dt.date(2026, 3, 31)).resolve(world.database)
    question = Question(world.database, filters, Policy())
    found = effort_known.unknown_words(question.rows("effort_entry"))
    assert found.to_dict("list") == {"word": ["Desk duty", "Zeta"], "lines": [1, 2], "actual": [20.0, 9.0]}


def test_every_figure_of_a_signal_opens_down_to_its_cells(world: World) -> None:
    line(world, "n", "growth", 40, 20)
    line(world, "n", "bau", 60, 80)
    filters = Filters(as_of=dt.date(2026, 3, 31)).resolve(world.database)
    view = effort.build(Question(world.database, filters, Policy()))
    assert len(view.openings) == 8  # four figures for the whole selection, four for North
    for opening in view.openings:
        asked = filters.with_changes(**opening.filters)
        assert cells_behind(world.database, opening.metric, opening.dims, asked), opening.label


def view(world: World) -> View:
    filters = Filters(as_of=dt.date(2026, 3, 31)).resolve(world.database)
    return effort.build(Question(world.database, filters, Policy()))


def test_effort_nobody_can_place_leads_with_what_to_do(world: World) -> None:
    world.add("effort", "a", unit_key="n", unit="North", start="03-02", end="03-02", category="Sprint work",
              actual=80, measure="hours")  # fmt: skip
    line(world, "n", "bau", None, 20)
    found = view(world)
    assert found.headline.replace("\xa0", " ").startswith("For 80 % of the effort nobody can tell which conversation")
    first = next(block for block in found.sections[0].blocks if isinstance(block, Note))
    assert "“Sprint work”" in first.text
    assert "Settings" in first.advice


def test_a_band_is_missed_only_if_it_is_whatever_the_unknown_is(world: World) -> None:
    line(world, "n", "bau", None, 70)
    line(world, "n", "growth", None, 15)
    world.add("effort", "a", unit_key="n", unit="North", actual=15, measure="hours")
    (tiles,) = [block for section in view(world).sections for block in section.blocks if isinstance(block, Tiles)]
    assert {tile.label: tile.tone for tile in tiles.tiles} == {
        "Growth": "neutral",  # 15 % + 15 % unknown may lie in the band from 20 %
        "Business as usual": "neutral",
        "Improvement": "neutral",
        "Unknown": "unknown",
    }


def test_lines_without_a_period_say_their_day(world: World) -> None:
    world.add("effort", "a", unit_key="n", unit="North", start="03-02", end="03-02", actual=80, measure="hours")
    lines = next(section for section in view(world).sections if section.key == "lines").blocks[0]
    assert isinstance(lines, Table)
    assert list(lines.frame["period"]) == ["2 Mar 2026"]


def test_signals_that_nobody_can_judge_are_no_good_news(world: World) -> None:
    line(world, "n", "growth", None, 41)
    silent = next(section for section in view(world).sections if section.key == "signals_silent")
    assert {block.tone for block in silent.blocks if isinstance(block, Note)} == {"unknown"}


def test_unjudged_kpis_keep_business_as_usual_from_being_called_safe(world: World) -> None:
    line(world, "n", "growth", 41, 41)
    for key, low in (("k", 90.0), ("l", None)):
        world.add("kpi", key, name=key, unit_key="n", direction="higher", healthy_low=low)
        world.add("kpi_reading", f"r{key}", kpi_key=key, date="03-20", value=95.0)
    assert "only 50 % of them can be judged" in answers(world)[-1]


@pytest.mark.parametrize(("measure", "actual"), [("cost", 5 * 10**12), ("fte", 10**9), ("days", 10**12)])
def test_very_large_amounts_open(world: World, measure: str, actual: int) -> None:
    world.add("effort", "a", unit_key="n", unit="North", start="03-01", end="03-31", actual=actual, measure=measure)
    assert view(world).headline.startswith("For all the effort")


def test_without_effort_items_are_counted_and_called_what_they_are(world: World) -> None:
    for key in ("a", "b", "c"):
        world.add("key_result", key, title=f"Result {key}", unit_key="n")
    world.add("kpi", "k", name="Answered", unit_key="n")
    filters = Filters(as_of=dt.date(2026, 3, 31)).resolve(world.database)
    (section,) = effort.build(Question(world.database, filters, Policy())).sections
    _, chart, note = section.blocks
    assert dict(zip(chart.frame["conversation"], chart.frame["share"], strict=True)) == {
        "growth": 0.75, "bau": 0.25, "improvement": 0.0,
    }  # fmt: skip
    assert "3 key results, 1 KPI, 0 projects, counted as items" in note.text
    assert note.tone == "unknown"
