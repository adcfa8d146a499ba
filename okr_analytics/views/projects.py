"""Projects: which strategic projects first, how far along is the plan, what slips, and what do they serve?"""

from collections.abc import Iterable

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Column, Section, Table, Tile, Tiles, Tone, View
from okr_analytics.views import arrived, nothing, parts
from okr_analytics.views.derived import Need
from okr_analytics.views.project_charts import curves, money, plan, slips
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
_ASKED = "Which projects first, and how far along is the plan?"
METRICS = (
    "projects",
    "projects_on_track_share",
    "milestones_done_share",
    "milestones_overdue",
    "milestone_slip_usual",
    "budget_spent_share",
)
_NATURES = {
    "initiative": "Initiative: serves a key result",
    "strategic": "Strategic project",
    "unresolved": "Names a key result that isn't there",
}


def build(question: Question) -> View:
    """The view under the question's filters, with what was accepted from the key results."""
    return arrived.added(_loaded(question), question, arrived.PROJECTS)


def _loaded(question: Question) -> View:
    projects = question.rows("project_state")
    milestones = question.rows("milestone_state")
    if projects.empty and milestones.empty:
        return nothing.view(
            question,
            "projects",
            "Projects",
            _ASKED,
            source="project_state",
            things="projects",
            advice="Upload a portfolio or a plan of milestones on the page Data, with start, due day and how much is done.",
        )
    return View(
        key="projects",
        title="Projects",
        question=_ASKED,
        headline=headline(projects, milestones),
        sections=(
            Section(
                "figures", "", (Tiles(tuple(_tile(question, name) for name in METRICS)), parts.rule_note(question))
            ),
            *curves(question, projects),
            plan(projects, question),
            slips(projects, milestones),
            money(projects),
            _portfolio(projects),
            _unneeded(projects),
            _unserved(question),
            _milestones(milestones),
        ),
        provenance=parts.provenance(question, METRICS),
    )


def _tile(question: Question, name: str) -> Tile:
    row = question.metric(name)
    tone: Tone = "neutral"
    if name == "projects_on_track_share":
        tone = parts.tone_of_share(row.value, 0.7, 0.4)
    elif name == "milestones_overdue":
        tone = "bad" if row.value else "good"
    return parts.tile(row, tone=tone)


def headline(projects: pd.DataFrame, milestones: pd.DataFrame) -> str:
    """How the portfolio stands, in a sentence."""
    late = int(milestones["overdue"].fillna(False).astype(bool).sum())
    if projects.empty:
        overdue = f"; {numbers.text(late, 'count')} of them overdue" if late else ""
        return f"{numbers.counted(len(milestones), 'milestone')} without a project that is known{overdue}."
    active = projects[~projects["status"].isin(["done", "cancelled"])]
    bad = active[active["status"].isin(["off_track", "outdated"])]["name"]
    said = f"{parts.share(len(active), len(projects))} projects are running"
    if len(bad):
        said += f"; behind or silent: {parts.words_of(bad)}"
    if late:
        said += f"; {numbers.counted(late, 'milestone')} {'is' if late == 1 else 'are'} overdue"
    return f"{said}."


def _portfolio(projects: pd.DataFrame) -> Section:
    frame = projects.assign(
        why=[texts.word(texts.REASONS, reason) for reason in projects["status_reason"]],
        with_units=[
            ", ".join(units) if isinstance(units, Iterable) else "" for units in projects["contributing_units"]
        ],
        serves=projects["key_result"].fillna("— no key result"),
        kind=projects["nature"].map(_NATURES),
    )
    columns = (
        Column("code", "Code"),
        Column("name", "Project"),
        Column("priority", "Priority"),
        Column("status", "Status", role="status"),
        Column("progress", "Done", "percent"),
        Column("expected", "Expected", "percent"),
        Column("due", "Due", "date"),
        Column("usual_slip_days", "Usual slip", "days", help="Median of its finished and overdue milestones"),
        Column("slip_days", "Largest slip", "days"),
        Column("milestones_overdue", "Overdue milestones", "count"),
        Column("unit", "Unit"),
        Column("with_units", "Contributing units"),
        Column("owner", "Owner"),
        Column("kind", "Initiative or project"),
        Column("serves", "Serves the key result"),
        Column("objective", "Objective"),
        Column("budget", "Budget", "money"),
        Column("spent", "Spent", "money"),
        Column("why", "Why this colour"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(
        columns, frame.sort_values(["priority", "due"], na_position="last"), empty="No projects under these filters."
    )
    return Section("portfolio", "Portfolio", (table,))


def _unneeded(projects: pd.DataFrame) -> Section:
    frame = projects[(projects["nature"] != "initiative") & ~projects["status"].isin(["done", "cancelled"])]
    frame = frame.assign(kind=frame["nature"].map(_NATURES), named=frame["key_result"].fillna(""))
    columns = (
        Column("code", "Code"),
        Column("name", "Project"),
        Column("kind", "Why it is here"),
        Column("named", "Key result it names"),
        Column("priority", "Priority"),
        Column("status", "Status", role="status"),
        Column("budget", "Budget", "money"),
        Column("unit", "Unit"),
        Column("owner", "Owner"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(
        columns, frame.sort_values(["priority", "due"], na_position="last"), empty="Every running project does."
    )
    lead = "Running projects that serve no key result: strategic on purpose, left over, or not linked in the sheet yet?"
    return Section("unneeded", "Projects that no objective needs", (table,), lead)


def _unserved(question: Question) -> Section:
    support = question.rows("objective_support")
    closed = support["is_closed"].fillna(False).astype(bool)
    frame = support[(support["projects"] == 0) & (support["initiatives"] == 0) & ~closed]
    columns = (
        Column("code", "Code"),
        Column("title", "Objective"),
        Column("status", "Worst colour", role="status"),
        Column("progress", "Progress", "percent"),
        Column("key_results", "Key results", "count"),
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
        Column("owner", "Owner"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(
        columns, frame.sort_values(["cycle", "unit", "code"]), empty="Each is served by a project or initiative."
    )
    lead = "Objectives of running cycles that neither a project nor an initiative serves: whose work moves them?"
    return Section("unserved", "Objectives that no project serves", (table,), lead)


def _milestones(milestones: pd.DataFrame) -> Section:
    columns = (
        Column("project", "Project"),
        Column("name", "Milestone"),
        Column("status", "Status", role="status"),
        Column("due_first", "First promised", "date"),
        Column("due", "Due", "date"),
        Column("finished", "Finished", "date"),
        Column("slip_days", "Slip", "days"),
        Column("owner", "Owner"),
        parts.FILE,
        parts.CELL,
    )
    frame = milestones.sort_values(["slip_days", "due"], ascending=[False, True], na_position="last")
    return Section("milestones", "Milestones", (Table(columns, frame, empty="No milestones under these filters."),))
