"""Scenarios are kept, compared and forgotten; an estimate comes before the answer."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.compose import compose
from okr_analytics.packs.definition import Definition
from okr_analytics.views.question import Question
from tests.pages.conftest import open_page, words


def press(app: AppTest, *labels: str) -> AppTest:
    next(button for button in app.button if button.label in labels).click()
    app.run()
    assert not app.exception, app.exception
    return app


def kept(store: Path, kind: Kind) -> dict[str, dict[str, object]]:
    workspace = Workspace.open(store, read_only=True)
    found = workspace.decisions(kind)
    workspace.close()
    return found


def test_a_scenario_is_kept_compared_and_forgotten(store: Path) -> None:
    app = open_page("work/what_if.py")
    assert "what this does to the key results" in words(app)
    app.text_input(key="what_if_name").set_value("More growth").run()
    press(app, "Keep")
    (scenario,) = kept(store, Kind.SCENARIO).values()
    assert (scenario["basis"], scenario["measure"], scenario["cycle"]) == ("actual", "hours", "2026-Q4")
    assert "Kept scenarios" in words(app)
    workspace = Workspace.open(store, read_only=True)
    question = Question(workspace.database, Filters(cycle="2026-Q4").resolve(workspace.database), workspace.policy)
    (view,) = compose(question, Definition(pages=("scenarios",)), carry=False).views
    told = view.sections[0].blocks[0].frame
    workspace.close()
    assert set(told["what"]) == {"What happened", "More growth"}
    growth = told[told["conversation"] == "growth"].set_index("what")["share"]
    assert growth["More growth"] > growth["What happened"]
    press(app, "Forget “More growth”")
    assert kept(store, Kind.SCENARIO) == {}


def test_the_answer_comes_after_the_estimate(store: Path) -> None:
    app = open_page("work/estimate.py")
    assert next(button for button in app.button if button.key == "estimate_show").disabled
    app.text_input(key="estimate_who").set_value("Head of planning")
    for name, share in (("growth", 40), ("bau", 40), ("improvement", 10)):
        app.number_input(key=f"estimate_{name}").set_value(share)
    press(app, "Keep my estimate")
    assert "add up to 90 %" in words(app)
    app.text_input(key="estimate_who").set_value("Head of planning")
    for name, share in (("growth", 40), ("bau", 40), ("improvement", 20)):
        app.number_input(key=f"estimate_{name}").set_value(share)
    press(app, "Keep my estimate")
    (estimate,) = kept(store, Kind.STATED).values()
    assert (estimate["growth"], estimate["cycle"], estimate["unit"]) == (0.4, "2026-Q4", None)
    assert "1 estimate for this unit and cycle" in words(app)
    press(app, "Show what happened")
    assert "believed that growth takes 40 % of the effort; it took 24 %" in words(app).replace("\xa0", " ")
