"""The page KR quality: what is decided there is gone, comes back, and moves the effort everywhere alike."""

import datetime as dt
import html
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from okr_analytics.__main__ import main
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.views.derived import prepare
from okr_analytics.views.judged import items, places
from okr_analytics.views.question import Question
from tests.pages.conftest import words
from tests.quality.test_decisions import DAY, HOURS, LAUNCH, OKRS, UPTIME

SCRIPT = "from okr_analytics.ui import quality\n\nquality.page()\n"  # the other pages' tests come in through app.py


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with three key results and their effort, which the app opens."""
    path = tmp_path / "okr.duckdb"
    workspace = Workspace.open(path)
    workspace.load("okrs.csv", OKRS.encode(), as_of=DAY, actor="test")
    workspace.load("hours.csv", HOURS.encode(), as_of=DAY, actor="test")
    workspace.close()
    monkeypatch.setenv("OKR_DATABASE", str(path))
    return path


def _open(part: str, day: dt.date = DAY) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=120)
    app.query_params["as_of"] = day.isoformat()
    app.query_params["part"] = part
    app.run()
    assert not app.exception, app.exception
    return app


def _said(app: AppTest) -> str:
    return html.unescape(words(app))


def _card(app: AppTest, title: str) -> str:
    """The key of the item whose card is on the page; fails where there is none."""
    for block in app.get("html"):
        if title in re.sub("<[^>]+>", "", block.proto.body):
            return _keys(app)[_titles(app).index(title)]
    raise AssertionError(f"{title} is not on the page: {_titles(app)}")


def _titles(app: AppTest) -> list[str]:
    found = [re.search("<strong>(.*?)</strong>", block.proto.body) for block in app.get("html")]
    return [re.sub("<[^>]+>", "", hit[1]) for hit in found if hit]


def _keys(app: AppTest) -> list[str]:
    return [box.key.removeprefix("finding-") for box in app.selectbox if str(box.key).startswith("finding-")]


def _codes(app: AppTest, title: str) -> list[str]:
    box = app.selectbox(key=f"finding-{_card(app, title)}")
    return [option.split(" ")[0] for option in box.options]


def _question(store: Path, day: dt.date = DAY) -> tuple[Workspace, Question]:
    workspace = Workspace.open(store, read_only=True)
    filters = Filters(as_of=day).resolve(workspace.database)
    prepare(workspace.database, filters, workspace.policy)
    return workspace, Question(workspace.database, filters, workspace.policy, workspace.policy_event)


def _split(question: Question) -> dict[str, object]:
    return {str(row.dims["conversation"]): row.value for row in question.metrics("effort_share", by=("conversation",))}


def test_the_first_screen_answers_in_words_and_picture(small: Path) -> None:
    app = _open("The answer")
    assert "33 % of 3 key results are graded A or B" in _said(app) or "67 % of 3 key results" in _said(app)
    assert {metric.label for metric in app.metric} >= {"Graded A or B", "Measured outcomes", "With an error"}


def test_a_suppressed_finding_leaves_the_page_and_comes_back_when_its_day_is_over(small: Path) -> None:
    app = _open("What to mend")
    key = _card(app, LAUNCH)
    app.selectbox(key=f"finding-{key}").set_value("KR101")
    app.button(key=f"suppress-{key}").click().run()
    assert "Say why" in _said(app)  # nothing is recorded without a reason
    assert "KR101" in _codes(app, LAUNCH)
    app.text_input(key=f"why-{key}").set_value("agreed with the board")
    app.date_input(key=f"until-{key}").set_value(DAY + dt.timedelta(7))
    app.button(key=f"suppress-{key}").click().run()
    assert not app.exception
    assert "KR101 is silent" in _said(app)
    assert "KR101" not in _codes(app, LAUNCH)
    assert "KR101" in _codes(_open("What to mend", DAY + dt.timedelta(8)), LAUNCH)
    listed = _open("Decisions", DAY)
    app_rows = next(frame.value for frame in listed.dataframe if "reason" in frame.value.columns)
    assert (app_rows["reason"][0], app_rows["state"][0]) == ("agreed with the board", "in force")
    listed.button(key="undo_suppressed_button").click().run()
    assert "KR101" in _codes(_open("What to mend"), LAUNCH)


def test_accepting_a_destination_moves_the_split_alike_on_page_pack_and_command_line(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = _open("What to mend")
    key = _card(app, UPTIME)
    assert app.selectbox(key=f"to-{key}").value == "KPI board"
    said = "It moves 60 h to business as usual: growth 40 % → 25 %, business as usual 60 % → 75 %."
    assert said in _said(app)
    app.button(key=f"accept-{key}").click().run()
    assert not app.exception
    assert said in _said(app)
    assert UPTIME not in _titles(app)
    workspace, question = _question(small)
    page = _split(question)
    workspace.close()
    assert (page["growth"], page["bau"]) == (0.25, 0.75)
    asked = ["--as-of", str(DAY), "--db", str(small)]
    assert main(["pack", "--out", str(tmp_path), "--format", "html", "--pages", "effort", *asked]) == 0
    (pack,) = tmp_path.glob("*.html")
    assert "Growth took 25 %" in html.unescape(pack.read_text(encoding="utf-8")).replace("\u00a0", " ")
    capsys.readouterr()
    assert main(["metrics", "--metric", "effort_share", "--json", *asked]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["conversation"]: row["value"] for row in rows}["growth"] == 0.25
    decided = _open("Decisions")
    decided.button(key="undo_moved_button").click().run()
    workspace, question = _question(small)
    assert _split(question)["growth"] == 0.4
    workspace.close()


def test_a_vote_is_counted_and_can_be_taken_back(small: Path) -> None:
    app = _open("What to mend")
    key = _card(app, LAUNCH)
    app.button(key=f"vote-{key}").click().run()
    assert "was called not useful" in _said(app)
    workspace, question = _question(small)
    (item,) = [found for found in items.judged(question) if found.title == LAUNCH]
    workspace.close()
    assert [finding.votes for finding in item.findings].count(1) == 1
    _open("Decisions").button(key="undo_vote_button").click().run()
    workspace, question = _question(small)
    assert len(question.rows("vote_now")) == 0
    workspace.close()


def test_the_ratchet_shows_what_is_new_first(small: Path) -> None:
    _open("Decisions").button(key="ratchet_record").click().run()
    workspace = Workspace.open(small)
    workspace.load("more.csv", OKRS.replace(LAUNCH, "Publish the charter").encode(), as_of=DAY, actor="test")
    workspace.close()
    app = _open("What to mend")
    assert _titles(app)[0] == "Publish the charter"
    app.toggle(key="cards_new").set_value(True).run()
    assert _titles(app) == ["Publish the charter"]
    said = _said(_open("Decisions"))
    assert "are new since" in said or "is new since" in said


def test_an_objective_is_seen_as_a_whole(small: Path) -> None:
    app = _open("Objectives and units")
    app.selectbox(key="objective").set_value("Delight our customers").run()
    assert not app.exception
    assert "3 key results" in _said(app)


def test_rules_are_switched_off_in_the_settings(small: Path) -> None:
    app = AppTest.from_string("from okr_analytics.ui import settings\n\nsettings.page()\n", default_timeout=120).run()
    assert not app.exception, app.exception
    app.multiselect(key="rules_off").set_value(["KR101"])
    app.toggle(key="rules_preview").set_value(True)
    app.button(key="save_rules").click().run()
    assert not app.exception, app.exception
    workspace = Workspace.open(small, read_only=True)
    assert (workspace.policy.rules_ignore, workspace.policy.rules_preview) == (("KR101",), True)
    workspace.close()
    assert "KR101" not in _codes(_open("What to mend"), LAUNCH)


def test_a_rule_stands_with_the_worst_severity_it_has_here(small: Path) -> None:
    workspace = Workspace.open(small)
    workspace.load("shared.csv", OKRS.replace(",Ana", ",Ana / Rui").encode(), as_of=DAY, actor="test")
    workspace.close()
    workspace, question = _question(small)
    table = places.by_rule(question).set_index("code")
    workspace.close()
    assert (table.severity["KR403"], table.severity["KR201"]) == ("info", "error")
