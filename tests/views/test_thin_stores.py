"""A sheet that says hardly anything, no unit, no cycle, no day, still gives every page: what it can, and what to do next."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.views import key_result
from okr_analytics.views.contents import PAGES
from okr_analytics.views.question import Question

DAY = dt.date(2026, 6, 1)
SHEETS = {
    "key results": "Objective,Key result\nGrow,Win customers\nGrow,Raise retention from 40 % to 60 %\n",
    "key results with values": "Objective,Key result,Baseline,Target,Current,Due\n"
    "Grow,Win customers,0,100,40,2026-03-31\nGrow,Keep customers,40%,60%,50%,2026-12-31\n",
    "key results of a finished cycle": "Cycle,Objective,Key result,Baseline,Target,Current\n"
    "2025-Q4,Grow,Win customers,0,100,40\n2025-Q4,Grow,Keep customers,40%,60%,60%\n2026-Q1,Grow,Win customers,0,100,90\n",
    "KPIs": "KPI,Target,Jan 2026,Feb 2026\nWaiting time,10,12,9\nComplaints,,3,4\n",
    "KPIs with limits": "KPI,Healthy minimum,Healthy maximum,Jan 2026,Feb 2026\nWaiting time,0,10,12,9\nUptime,99,100,98,99\n",
    "projects": "Project,Project manager,Progress %\nNew website,Ann,40%\nNew office,Bo,10%\n",
    "milestones": "Project,Milestone,Planned date,Done on\nNew website,Design agreed,2026-02-01,2026-02-09\n"
    "New website,Live,2026-05-01,\n",
    "effort": "Task,Hours,Date\nWrite the report,3,2026-03-02\nMend the roof,5,2026-03-03\n",
}


@pytest.fixture(scope="module", params=SHEETS)
def question(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Question]:
    workspace = Workspace.open(tmp_path_factory.mktemp("thin") / "okr.duckdb")
    report = workspace.load("sheet.csv", SHEETS[request.param].encode(), as_of=DAY)
    assert sum(report.counts.values()) >= 2
    filters = Filters(as_of=DAY).resolve(workspace.database)
    yield Question(workspace.database, filters, workspace.policy, workspace.policy_event)
    workspace.close()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_built(question: Question, page: str) -> None:
    view = PAGES[page].build(question)
    assert view.sections or view.headline


def test_every_key_result_has_its_page(question: Question) -> None:
    for found in question.rows("kr_state").to_dict("records"):
        assert key_result.build(replace(question, item=found["key_result_key"])).title == found["title"]
