"""What was accepted elsewhere stands on the page it went to, with where it came from and without a reading nobody gave."""

import datetime as dt

import pytest

from okr_analytics.document import Section, Table, View
from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.quality import decisions
from okr_analytics.quality.decisions import About
from okr_analytics.quality.rule import Destination
from okr_analytics.views import kpis, projects
from okr_analytics.views.question import Question

DAY = dt.date(2026, 2, 6)
OKRS = """Unit,Cycle,Objective,Key result
Sales,2026 Q1,Delight,Keep uptime at 99%
Sales,2026 Q1,Delight,Launch the portal
Sales,2026 Q1,Delight,Renew the ISO 9001 certificate
"""
KPIS = """Unit,KPI,Date,Value
Sales,Uptime,2026-01-31,98
"""


def _workspace(*files: tuple[str, str]) -> Workspace:
    loaded = [("okrs.csv", OKRS.encode()), *((name, text.encode()) for name, text in files)]
    return Workspace.in_memory(loaded, as_of=DAY, actor="test")


def _accept(workspace: Workspace, title: str, destination: Destination) -> None:
    found = workspace.database.query(
        "SELECT key FROM key_result_now(?, ?) WHERE title = ?", (DAY, workspace.last_event, title)
    )
    decision = decisions.accept(About(str(found[0][0]), title, "KR106", "kpi-in-disguise"), destination, DAY)
    workspace.decide(Kind(decision.kind), decision.subject, decision.payload, "Ana")


def _ask(workspace: Workspace) -> Question:
    filters = Filters(as_of=DAY, known=workspace.last_event).resolve(workspace.database)
    return Question(workspace.database, filters, workspace.policy)


def _arrived(view: View) -> list[dict[str, object]]:
    sections: list[Section] = [part for part in view.sections if part.key == "arrived"]
    tables = [block for part in sections for block in part.blocks if isinstance(block, Table)]
    return [dict(row) for table in tables for row in table.frame[[c.name for c in table.columns]].to_dict("records")]


@pytest.mark.parametrize("files", [(), (("kpis.csv", KPIS),)], ids=["no KPIs", "with KPIs"])
def test_a_kpi_and_an_obligation_stand_on_kpi_health(files: tuple[tuple[str, str], ...]) -> None:
    workspace = _workspace(*files)
    assert not _arrived(kpis.build(_ask(workspace)))
    _accept(workspace, "Keep uptime at 99%", Destination.KPI_BOARD)
    _accept(workspace, "Renew the ISO 9001 certificate", Destination.COMPLIANCE)
    told = _arrived(kpis.build(_ask(workspace)))
    assert [(row["title"], row["destination"]) for row in told] == [
        ("Keep uptime at 99%", "KPI board"),
        ("Renew the ISO 9001 certificate", "compliance register"),
    ]
    assert {str(row["place"]).split(" · ")[0] for row in told} == {"okrs.csv"}
    assert told[0]["actor"] == "Ana"
    assert not _arrived(projects.build(_ask(workspace)))


def test_work_stands_on_projects_and_becomes_no_project_of_its_own() -> None:
    workspace = _workspace()
    _accept(workspace, "Launch the portal", Destination.PROJECTS)
    view = projects.build(_ask(workspace))
    assert [row["title"] for row in _arrived(view)] == ["Launch the portal"]
    assert _ask(workspace).rows("project_state").empty


def test_a_decision_taken_back_takes_it_away_again() -> None:
    workspace = _workspace()
    _accept(workspace, "Launch the portal", Destination.INITIATIVE)
    key = str(_ask(workspace).rows("destination_state")["key_result_key"][0])
    back = decisions.take_back(key)
    workspace.decide(Kind(back.kind), back.subject, back.payload, "Ana")
    assert not _arrived(projects.build(_ask(workspace)))
