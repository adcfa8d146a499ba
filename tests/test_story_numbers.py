"""The sample's story in the product's own numbers: what the truth file says is what metrics, pages and packs say."""

import datetime as dt
import json
from pathlib import Path

import pytest

from okr_analytics.charts.plotly import figure
from okr_analytics.document import Chart
from okr_analytics.loading import Workspace
from okr_analytics.metrics.evaluate import evaluate
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.compose import compose
from okr_analytics.packs.definition import Definition
from okr_analytics.packs.registry import formats
from okr_analytics.quality.assess import assess
from okr_analytics.views import effort, overview
from okr_analytics.views.contents import PAGES
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question

ROOT = Path(__file__).parent.parent
TRUTH = json.loads((ROOT / "tests" / "golden" / "samples_truth.json").read_text(encoding="utf-8"))
MONTHS = {"2026-Q3": ("2026-07", "2026-08", "2026-09"), "2026-Q4": ("2026-10", "2026-11", "2026-12")}


@pytest.fixture(scope="module")
def question() -> Question:
    files = sorted((ROOT / "data").glob("[01]*.*"))
    workspace = Workspace.in_memory([(path.name, path.read_bytes()) for path in files])
    filters = Filters(as_of=dt.date(2026, 11, 20)).resolve(workspace.database)
    assess(workspace.database, *filters.times, workspace.policy)
    return Question(workspace.database, filters, workspace.policy)


def hours(cycle: str, units: set[str] | None = None) -> dict[str, list[float]]:
    """Planned and actual hours by conversation, from the story."""
    total: dict[str, list[float]] = {}
    for unit, months in TRUTH["effort"]["hours"].items():
        if units is None or unit in units:
            for month, split in months.items():
                if month in MONTHS[cycle]:
                    for name, (planned, actual) in split.items():
                        known = total.setdefault(name, [0.0, 0.0])
                        known[0] += planned
                        known[1] += actual
    return total


@pytest.mark.parametrize("cycle", ["2026-Q3", "2026-Q4"])
def test_the_effort_split_is_the_storys(question: Question, cycle: str) -> None:
    expected = hours(cycle)
    rows = evaluate(
        question.database, ["effort_share", "effort_share_planned"], ("conversation",), Filters(cycle=cycle)
    )
    for place, name in ((1, "effort_share"), (0, "effort_share_planned")):
        whole = sum(values[place] for values in expected.values())
        found = {row.dims["conversation"]: row.value for row in rows if row.metric == name}
        assert sum(found.values()) == pytest.approx(1, abs=1e-12)
        for conversation, values in expected.items():
            assert found[conversation] == pytest.approx(values[place] / whole, abs=1e-9), (name, conversation)


def test_growth_is_eaten_in_the_two_directorates_and_the_page_says_so(question: Question) -> None:
    asked = question.with_filters(cycle="2026-Q4").with_filters(measure="hours")
    view = effort.build(asked)
    (signal,) = [section for section in view.sections if section.key == "signal_growth_eaten"]
    said = set(signal.blocks[-1].frame["unit"])
    for unit in ("Hospital Services Directorate", "Digital and Corporate Services Directorate"):
        assert unit in said
    assert "Departamento de Prestaciones" not in said  # growth is above its plan there


def test_key_results_are_counted_as_in_the_story(question: Question) -> None:
    rows = evaluate(question.database, ["key_results"], ("cycle", "unit"), question.filters)
    for cycle in ("2026-Q3", "2026-Q4"):
        found = {str(row.dims["unit"]): row.value for row in rows if row.dims["cycle"] == cycle}
        assert found == TRUTH["okrs"][cycle]["key_results_by_unit"]


def test_every_tile_of_a_page_is_the_catalogues_number_and_stands_in_the_pack(question: Question) -> None:
    asked = question.with_filters(cycle="2026-Q4")
    view = overview.build(asked)
    html = formats()["html"].write(compose(asked, Definition(pages=("overview",)))).decode()
    checked = 0
    for section in view.sections:
        for block in section.blocks:
            for tile in getattr(block, "tiles", ()):
                if tile.metric and tile.metric != "effort_share":
                    assert tile.value == asked.metric(tile.metric).value
                    checked += 1
                if tile.value is not None:
                    assert f'value="{_exact(tile.value)}"' in html, tile.label
    assert checked >= 6


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_of_a_page_says_what_it_shows_and_names_its_axes(question: Question, name: str) -> None:
    prepare(question.database, question.filters, question.policy)
    blocks = [block for part in PAGES[name].build(question).sections for block in part.blocks]
    for chart in (block for block in blocks if isinstance(block, Chart) and not block.frame.empty):
        assert chart.alt
        layout = figure(chart)["layout"]
        unnamed = [axis for axis in ("xaxis", "yaxis") if axis in layout and not layout[axis]["title"]["text"]]
        assert not unnamed, (chart.title, unnamed)


def _exact(value: float) -> str:
    from okr_analytics import numbers

    return numbers.exact(value)
