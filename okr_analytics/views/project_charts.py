"""Charts of the portfolio: planned against done over time, the plan by priority, slips, money against time."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Note, Section
from okr_analytics.metrics.evaluate import MetricRow
from okr_analytics.views import parts
from okr_analytics.views.question import Question

A_CHART = 20  # bars that stay readable below each other
MOST_BARS = 60
MOST_CURVES = 6
_AHEAD = 0.05  # of the budget beyond the share of time gone: less is no news
_LINES = {"planned": "Planned", "replanned": "Planned anew", "actual": "Done"}
_COLORS = {"Planned": "neutral", "Planned anew": "at_risk", "Done": "improvement"}
_OVER = ["done", "cancelled"]


def curves(question: Question, projects: pd.DataFrame) -> tuple[Section, ...]:
    """Planned and done over time: the portfolio as a whole, then the projects furthest behind their plan."""
    title = "Planned against done"
    frame = question.rows("project_curve")
    if frame.empty:
        note = Note("No project has dated milestones or a start and a due day: give them days to see the curve.")
        return (Section("curve", title, (note,), missing=True),)
    behind = projects[~projects["status"].isin(_OVER)].sort_values("gap", ascending=False, na_position="last")
    charts: tuple[Block, ...] = tuple(
        _one(frame[frame["project_key"] == key], question) for key in _first(behind, frame)
    )
    measured = int(frame.loc[frame["is_measured"], "project_key"].nunique())
    says = _done(question)
    lead = (
        f"{parts.share(measured, len(projects))} projects have a plan and report against it; each counts alike. A milestone "
        "counts by its weight once it is finished; a project without milestones by its percentage."
    )
    whole = Section("curve", title, (_portfolio(question),), lead, says=says)
    said = "Grey is the plan as first promised, green what is done, amber the plan with the days that were moved."
    return (
        (whole, Section("behind", "Furthest behind their plan", charts, said, columns=3, says=_behind(behind)))
        if charts
        else (whole,)
    )


def _done(question: Question) -> str:
    """The share of the plan that is done, beside what was planned by the day."""
    rows = question.metrics("plan_by_week", "done_by_week", by=("week",))
    told = {}
    for name in ("done_by_week", "plan_by_week"):
        known = [row for row in rows if row.metric == name and row.value is not None and row.dims["week"] is not None]
        past = [row for row in known if (numbers.as_date(row.dims["week"]) or dt.date.max) <= _day(question)]
        if not past:
            return ""
        told[name] = numbers.text(max(past, key=lambda row: str(row.dims["week"])).value, "percent")
    return f"{told['done_by_week']} of the plan is done; {told['plan_by_week']} was to be done by now."


def _day(question: Question) -> dt.date:
    return question.filters.as_of or dt.date.today()


def _behind(behind: pd.DataFrame) -> str:
    """The project furthest behind its plan."""
    known = behind.dropna(subset=["progress", "expected"])
    if known.empty or float(known["gap"].iloc[0]) <= 0:
        return ""
    row = known.iloc[0]
    done, due = (numbers.text(float(row[name]), "percent") for name in ("progress", "expected"))
    return f"{parts.shortened(row['name'])} is furthest behind: {done} done of {due} expected by now."


def _first(behind: pd.DataFrame, frame: pd.DataFrame) -> list[str]:
    drawable = set(frame.loc[frame["actual"].notna(), "project_key"])
    return [str(key) for key in behind["project_key"] if key in drawable][:MOST_CURVES]


def _portfolio(question: Question) -> Chart:
    rows = question.metrics("plan_by_week", "done_by_week", by=("week",))
    lines = {"plan_by_week": "Planned", "done_by_week": "Done"}
    known = [row for row in rows if row.value is not None and (row.coverage is None or row.coverage >= 1)]
    frame = pd.DataFrame([_point(row, lines[row.metric]) for row in known], columns=["week", "share", "line"])
    return _curve(frame, "All projects", question)


def _point(row: MetricRow, line: str) -> tuple[object, object, str]:
    return row.dims["week"], row.value, line


def _one(rows: pd.DataFrame, question: Question) -> Chart:
    """One project from its first planned week to its last; planned anew only where a day was moved."""
    moved = bool((rows["replanned"] - rows["planned"]).abs().max() > 1e-9)
    used = [name for name in _LINES if moved or name != "replanned"]
    busy = rows[(rows[["planned", "replanned"]].max(axis=1) > 0) | (rows["actual"].fillna(0) > 0)]
    over = busy[(busy[["planned", "replanned"]].min(axis=1) >= 1) & ~busy["is_past"]]
    shown = busy[busy["week"] <= over["week"].min()] if len(over) else busy
    frame = shown.melt("week", used, var_name="line", value_name="share").dropna(subset=["share"])
    frame["line"] = frame["line"].map(_LINES)
    return _curve(frame, str(rows["name"].iloc[0]), question)


def _curve(frame: pd.DataFrame, name: str, question: Question) -> Chart:
    return Chart(
        family="line",
        frame=frame.sort_values("week"),
        title=name,
        alt=f"Lines of the share planned and the share done by week: {name}",
        x="week",
        y="share",
        color="line",
        unit="percent",
        x_unit="date",
        x_label="Week",
        y_label="Share of the plan",
        order=tuple(_LINES.values()),
        colors=_COLORS,
        plain=tuple(_LINES.values()),
        lines=(("as of", question.filters.as_of),),
    )


def plan(projects: pd.DataFrame, question: Question) -> Section:
    """Bars from start to due day, a chart for each priority and no more than fit below each other."""
    dated = projects.dropna(subset=["start", "due"]).sort_values(["priority", "start", "due"], na_position="last")
    if dated.empty:
        return Section(
            "plan", "Plan", (Note("No project has a start and a due day: the plan can't be drawn."),), missing=True
        )
    shown = _named(dated).head(MOST_BARS)
    blocks: list[Block] = []
    for priority, rows in _groups(shown):
        pages = [rows.iloc[at : at + A_CHART] for at in range(0, len(rows), A_CHART)]
        for number, page in enumerate(pages, start=1):
            count = f", {number} of {len(pages)}" if len(pages) > 1 else ""
            blocks.append(_gantt(page, f"{priority}{count}", question))
    if len(dated) > len(shown):
        rest = numbers.text(len(dated) - len(shown), "count")
        blocks.append(Note(f"{rest} more dated projects are in the portfolio below; filter by unit to draw them."))
    lead = "Bars from start to due day, filled by the share done; by priority."
    return Section("plan", "Plan", tuple(blocks), lead, says=_next_due(dated, question))


def _next_due(dated: pd.DataFrame, question: Question) -> str:
    """What is late, and what is due next."""
    open_ones = dated[~dated["status"].isin(_OVER)].sort_values("due")
    days = [numbers.as_date(day) or dt.date.max for day in open_ones["due"]]
    late = sum(day < _day(question) for day in days)
    coming = open_ones[[day >= _day(question) for day in days]]
    said = [f"{numbers.counted(late, 'project')} {'is' if late == 1 else 'are'} past the due day"] if late else []
    if len(coming):
        due = numbers.date(coming["due"].iloc[0], question.policy.locale)
        said.append(f"next is due {parts.shortened(coming['name'].iloc[0])}, on {due}")
    sentence = "; ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def _groups(shown: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The projects by priority; all together where they fit one chart."""
    if len(shown) <= A_CHART:
        return [("Plan of the projects and how much is done", shown)]
    said = shown["priority"].fillna("No priority").astype(str)
    return [(f"Priority {name}" if name != "No priority" else name, shown[said == name]) for name in said.unique()]


def _gantt(frame: pd.DataFrame, title: str, question: Question) -> Chart:
    return Chart(
        family="gantt",
        frame=frame,
        title=title,
        alt="A bar from start to due day for each project, filled by the share that is done, coloured by status",
        y="label",
        low="start",
        high="due",
        value="progress",
        color="status",
        x_unit="date",
        x_label="Day",
        y_label="Project",
        order=parts.STATUS_ORDER,
        colors={name: name for name in parts.STATUS_ORDER},
        labels=dict(texts.STATUSES),
        lines=(("as of", question.filters.as_of),),
    )


def _named(projects: pd.DataFrame) -> pd.DataFrame:
    """With a label of its own for each: the code where two have one name."""
    twice = projects["name"].duplicated(keep=False)
    labels = [
        f"{name} ({code})" if again and pd.notna(code) else str(name)
        for name, code, again in zip(projects["name"], projects["code"], twice, strict=True)
    ]
    return projects.assign(label=labels)


def slips(projects: pd.DataFrame, milestones: pd.DataFrame) -> Section:
    """How many days the milestones of each project slipped: usually, and at most."""
    known = projects.dropna(subset=["usual_slip_days"])
    if known.empty:
        note = Note(
            "No milestone with a due day is finished or overdue yet: nothing has slipped that could be counted."
        )
        return Section("slips", "Slips of milestones", (note,), missing=True)
    worst = _named(known).sort_values(["usual_slip_days", "slip_days"], ascending=False).head(A_CHART)
    frame = worst.melt("label", ["usual_slip_days", "slip_days"], var_name="what", value_name="days")
    frame["what"] = frame["what"].map({"usual_slip_days": "Usual", "slip_days": "Largest"})
    chart = Chart(
        family="bar",
        frame=frame.dropna(subset=["days"]),
        title="Days between the day first promised and the day finished, or today",
        alt="Bars of the median and the largest slip of each project's milestones in days; below zero is earlier",
        x="label",
        y="days",
        color="what",
        horizontal=True,
        unit="days",
        x_label="Project",
        y_label="Slip",
        order=("Usual", "Largest"),
        colors={"Usual": "improvement", "Largest": "neutral"},
    )
    return Section("slips", "Slips of milestones", (chart,), slip_words(milestones))


def slip_words(milestones: pd.DataFrame) -> str:
    """How many milestones came when they were promised, in a sentence."""
    closed = milestones[milestones["is_done"] & milestones["slip_days"].notna()]
    if closed.empty:
        return "Usual is the median of the finished and overdue milestones."
    late = int((closed["slip_days"] > 0).sum())
    usual = numbers.text(float(closed["slip_days"].median()), "days")
    return (
        f"{parts.share(late, len(closed))} finished milestones came late; the median of all finished ones is {usual}."
    )


def money(projects: pd.DataFrame) -> Section:
    """The share of the budget that is spent against the share of time that has gone."""
    known = projects.dropna(subset=["spent_share"])
    if known.empty:
        return Section("budget", "Budget", (Note("No project states both a budget and what is spent."),), missing=True)
    first = _named(known[~known["status"].isin(_OVER)]).assign(
        ahead=lambda rows: rows["spent_share"] - rows["expected"].astype(float)
    )
    shown = first.sort_values("ahead", ascending=False, na_position="last").head(A_CHART)
    chart = Chart(
        family="bullet",
        frame=shown,
        title="Budget spent, against the time gone",
        alt="Bars of the share of its budget each running project has spent, with a mark at the share of its time gone",
        y="label",
        x="spent_share",
        target="expected",
        unit="percent",
        x_unit="percent",
        x_label="Share of the budget spent",
        y_label="Project",
        labels={"target": "Time gone"},
    )
    over = int((known["spent_share"].astype(float) > 1).sum())
    lead = f"{parts.share(len(known), len(projects))} projects state both budget and spending"
    lead += f"; {numbers.text(over, 'count')} spent more than their budget." if over else "."
    blocks = _fitting([chart], len(first), len(shown))
    return Section("budget", "Budget", blocks, lead, says=_spent(shown))


def _spent(running: pd.DataFrame) -> str:
    """Which running projects have spent more of their budget than of their time."""
    known = running.dropna(subset=["ahead"])
    early = known[known["ahead"] > _AHEAD]
    if len(early):
        verb = "has" if len(early) == 1 else "have"
        return f"{parts.words_of(early['name'])} {verb} spent more of the budget than of the time."
    return "No running project has spent more of its budget than of its time." if len(known) else ""


def _fitting(charts: Sequence[Block], all_of: int, shown: int) -> tuple[Block, ...]:
    if all_of <= shown:
        return tuple(charts)
    return (*charts, Note(f"The {shown} with most spent beyond their time of {numbers.text(all_of, 'count')}."))
