"""Every page from app.py on a real store: it opens, empty and loaded, and says what its numbers are."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from okr_analytics.loading import Workspace
from okr_analytics.metrics.evaluate import evaluate
from okr_analytics.metrics.filters import Filters
from okr_analytics.ui.registry import PAGES
from tests.pages.conftest import APP, open_page, words

SCRIPTS = [entry.script for entries in PAGES.values() for entry in entries]


@pytest.mark.parametrize("script", SCRIPTS)
def test_opens_with_nothing_loaded_and_says_what_to_do(script: str, empty: Path) -> None:
    app = open_page(script)
    entry = next(entry for entries in PAGES.values() for entry in entries if entry.script == script)
    assert entry.default or not entry.shows or (app.title[0].value == entry.title and entry.shows in words(app))
    labels = [button.label for button in app.button] + words(app).split("\n")
    assert any(
        "sample data" in label
        or "Any layout will do" in label
        or "The product's default" in label
        or "Save" in label
        or "Nothing typed here" in label
        for label in labels
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_opens_with_the_sample(script: str, store: Path) -> None:
    app = open_page(script)
    assert app.title


def test_a_page_without_app_py_is_not_found_by_the_old_discovery(empty: Path) -> None:
    """A script directly in pages/ could be opened by deep link before app.py has run."""
    app = AppTest.from_file(APP, default_timeout=60)
    with pytest.raises(Exception, match=r".*"):
        app.switch_page("pages/overview.py").run()


def test_the_overview_shows_what_the_catalogue_says(store: Path) -> None:
    app = open_page()
    workspace = Workspace.open(store, read_only=True)
    cycle = app.selectbox(key="cycle").value
    filters = Filters(cycle=cycle).resolve(workspace.database)
    (healthy,) = evaluate(workspace.database, ["kpis_unhealthy"], (), filters)
    shown = {metric.label.replace("\\", ""): metric.value for metric in app.metric}
    assert shown["KPIs unhealthy"] == str(healthy.value)


def test_a_link_restores_the_filters(store: Path) -> None:
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["unit"] = "Hospital Services Directorate"
    app.query_params["cycle"] = "2026-Q3"
    app.run()
    assert not app.exception
    assert app.selectbox(key="unit").value == "Hospital Services Directorate"
    assert app.selectbox(key="cycle").value == "2026-Q3"


def test_undo_takes_a_load_back(store: Path) -> None:
    app = open_page("keep/data.py")
    before = len(app.selectbox(key="undo_load").options)
    app.button(key="undo").click().run()
    assert not app.exception
    assert len(app.selectbox(key="undo_load").options) == before - 1


def test_the_sample_is_one_click_away(empty: Path) -> None:
    app = open_page()
    app.button(key="load_samples").click().run(timeout=240)
    assert not app.exception
    assert "Overview" in words(app)


def test_a_changed_policy_is_kept(store: Path) -> None:
    app = open_page("keep/settings.py")
    app.selectbox[0].set_value("ratio")
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    workspace = Workspace.open(store, read_only=True)
    assert workspace.policy.status_rule == "ratio"
    assert not workspace.policy.is_default("status_rule")


def test_the_writing_desk_says_what_the_linter_says(empty: Path) -> None:
    app = open_page("work/desk.py")
    app.text_area(key="desk_text").set_value("Launch the new <b>portal</b>").run()
    assert not app.exception
    assert app.subheader[0].value.startswith("Grade E")
    assert "KR101" in words(app)
    assert "<b>" not in "".join(str(part.value) for part in app.markdown)
    app.text_area(key="desk_text").set_value("Reduce the median wait from 49 to 40 minutes").run()
    assert app.subheader[0].value.startswith("Grade A")
