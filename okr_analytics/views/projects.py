"""Projects: which strategic projects first, how far along is the plan, what slips, and what do they serve?"""

from collections.abc import Iterable

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Chart, Column, Note, Section, Table, Tile, Tiles, Tone, View
from okr_analytics.views import parts
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
METRICS = ("projects", "projects_on_track_share", "milestones_done_share", "milestones_overdue", "budget_spent_share")


def build(question: Question) -> View:
    """The view under the question's filters."""
    projects = question.rows("project_state")
    milestones = question.rows("milestone_state")
    return View(
        key="projects",
        title="Projects",
        question="Which projects first, and how far along is the plan?",
        headline=headline(projects, milestones),
        sections=(
            Section(
                "figures", "", (Tiles(tuple(_tile(question, name) for name in METRICS)), parts.rule_note(question))
            ),
            _plan(projects, question),
            _budget(projects),
            _portfolio(projects),
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
    if projects.empty:
        return "No projects under these filters yet."
    active = projects[~projects["status"].isin(["done", "cancelled"])]
    bad = active[active["status"].isin(["off_track", "outdated"])]["name"]
    overdue = int(milestones["overdue"].fillna(False).astype(bool).sum())
    said = f"{parts.share(len(active), len(projects))} projects are running"
    if len(bad):
        said += f"; behind or silent: {parts.words_of(bad)}"
    if overdue:
        said += f"; {numbers.text(overdue, 'count')} milestones are overdue"
    return f"{said}."


def _plan(projects: pd.DataFrame, question: Question) -> Section:
    dated = projects.dropna(subset=["start", "due"]).sort_values(["start", "due"])
    if dated.empty:
        return Section("plan", "Plan", (Note("No project has a start and a due day: the plan can't be drawn."),))
    chart = Chart(
        family="gantt",
        frame=dated,
        title="Plan of the projects and how much is done",
        alt="A bar from start to due day for each project, filled by the share that is done, coloured by status",
        y="name",
        low="start",
        high="due",
        value="progress",
        color="status",
        x_unit="date",
        order=parts.STATUS_ORDER,
        colors={name: name for name in parts.STATUS_ORDER},
        labels=dict(texts.STATUSES),
        lines=(("as of", question.filters.as_of),),
    )
    return Section("plan", "Plan", (chart,))


def _budget(projects: pd.DataFrame) -> Section:
    known = projects.dropna(subset=["budget", "spent"])
    if known.empty:
        return Section("budget", "Budget", (Note("No project states both a budget and what is spent."),))
    frame = known.assign(budget=known["budget"].astype(float), spent=known["spent"].astype(float))
    chart = Chart(
        family="bullet",
        frame=frame,
        title="Spent, against the budget",
        alt="Bars of what each project has spent with a mark at its budget",
        y="name",
        x="spent",
        target="budget",
        unit="money",
        x_unit="money",
        x_label="Spent",
        labels={"target": "Budget"},
    )
    return Section("budget", "Budget", (chart,), f"{parts.share(len(known), len(projects))} projects state both.")


def _portfolio(projects: pd.DataFrame) -> Section:
    frame = projects.assign(
        why=[texts.word(texts.REASONS, reason) for reason in projects["status_reason"]],
        with_units=[
            ", ".join(units) if isinstance(units, Iterable) else "" for units in projects["contributing_units"]
        ],
        serves=projects["key_result"].fillna("— no key result"),
    )
    columns = (
        Column("code", "Code"),
        Column("name", "Project"),
        Column("priority", "Priority"),
        Column("status", "Status", role="status"),
        Column("progress", "Done", "percent"),
        Column("expected", "Expected", "percent"),
        Column("due", "Due", "date"),
        Column("slip_days", "Largest slip", "days"),
        Column("milestones_overdue", "Overdue milestones", "count"),
        Column("unit", "Unit"),
        Column("with_units", "Contributing units"),
        Column("owner", "Owner"),
        Column("serves", "Serves the key result"),
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
