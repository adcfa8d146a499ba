"""Columns that stand for times (weeks, months, quarters, years), and what their cells are: readings, targets, hours, marks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from okr_analytics.ingest.context import Context
from okr_analytics.ingest.meaning.columns import column_values
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.sidewords import side_in, side_of
from okr_analytics.ingest.tables import Assignment, Column, Table
from okr_analytics.ingest.values import Period, complete, fold, read_status
from okr_analytics.ingest.vocabulary import split_header
from okr_analytics.model import field_types

MARKS = frozenset(
    [
        "x",
        "×",
        "✓",
        "✔",
        "■",
        "█",
        "●",
        "○",
        "▲",
        "◆",
        "★",
        "1",
        "1.0",
        "*",
        "#",
        "-",
        "–",
        "—",
        "▬",
        "=",
        "p",
        "a",
        "p/a",
        "y",
        "yes",
        "sim",
        "si",
        "ja",
    ]
)

# What a time column of a table holds where its own words don't say.
_DEFAULT = {
    "kpi": ("kpi_reading", "value"),
    "kpi_reading": ("kpi_reading", "value"),
    "key_result": ("check_in", "value"),
    "check_in": ("check_in", "value"),
    "effort": ("effort", "actual"),
}
_ROLES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("key_result", "value"): ("check_in", "value"),
    ("key_result", "current"): ("check_in", "value"),
    ("key_result", "actual"): ("check_in", "value"),
    ("key_result", "progress"): ("check_in", "progress"),
    ("key_result", "percent_complete"): ("check_in", "progress"),
    ("key_result", "score"): ("check_in", "progress"),
    ("key_result", "confidence"): ("check_in", "confidence"),
    ("key_result", "status"): ("check_in", "status"),
    ("key_result", "comment"): ("check_in", "progress_note"),
    ("key_result", "target"): ("target", "value"),
    ("kpi", "value"): ("kpi_reading", "value"),
    ("kpi", "current"): ("kpi_reading", "value"),
    ("kpi", "actual"): ("kpi_reading", "value"),
    ("kpi", "target"): ("kpi_reading", "target"),
    ("effort", "actual"): ("effort", "actual"),
    ("effort", "planned"): ("effort", "planned"),
    ("effort", "stated"): ("effort", "stated"),
}


@dataclass(frozen=True, slots=True)
class Spread:
    """A column that stands for a time: its cells are the field `name` of records of `kind` on that time's last day."""

    column: Column
    period: Period
    kind: str
    name: str


@dataclass(frozen=True)
class Times:
    """The time columns of a table: those that are read, those that aren't with the reason, and Gantt marks."""

    spreads: tuple[Spread, ...] = ()
    left: Mapping[int, str] = field(default_factory=dict)
    gantt: tuple[tuple[Column, Period], ...] = ()
    assumed: str = ""

    @property
    def columns(self) -> set[int]:
        """The columns that stand for times."""
        return {s.column.index for s in self.spreads} | set(self.left) | {c.index for c, _ in self.gantt}


def find_times(table: Table, decision: Decision, context: Context, as_of: dt.date) -> Times:
    """What the time columns of a table are; a single such column is an ordinary one."""
    timed = [a for a in decision.assignments if a.column.period]
    for name in ("target", "baseline"):
        lone = [a for a in timed if a.field in (f"kpi.{name}", f"key_result.{name}")]
        if len(lone) == 1:
            timed = [a for a in timed if a is not lone[0]]  # "Target 2025" beside the months is the row's target
    if len(timed) < 2 or not decision.is_ours:
        return Times((), {})
    complete, assumed = _completed([a.column for a in timed], context, as_of)
    filled = [period for a in timed if a.column.profile.filled and (period := complete.get(a.column.index))]
    planned = _planned(decision, filled, as_of) or _is_planned_effort(decision, context)
    if decision.kind in ("milestone", "project", "initiative", "objective"):
        return _gantt(table, timed, complete)
    spreads: list[Spread] = []
    left: dict[int, str] = {}
    for a in timed:
        period = complete.get(a.column.index)
        role = _role(table, a, decision, planned)
        if isinstance(role, str):
            left[a.column.index] = role
        elif decision.kind == "effort" and a.column.period and a.column.period.grain == "weekday" and period is None:
            spreads.append(Spread(a.column, Period(a.column.header, grain="weekday"), *role))
        elif period is None or period.end is None:
            left[a.column.index] = f'the time of the column "{a.column.title}" isn\'t clear'
        else:
            spreads.append(Spread(a.column, period, *role))
    spreads = _without_sums(spreads, left)
    spreads = _once(spreads, {a.column.index: a.confidence for a in timed}, left)
    return Times(tuple(_with_year_targets(spreads)), left, (), assumed)


def _without_sums(spreads: Sequence[Spread], left: dict[int, str]) -> list[Spread]:
    """Without the columns whose time holds those of other columns, such as the year beside its quarters."""
    stretches = {(s.period.start, s.period.end) for s in spreads if s.period.start and s.period.end}
    out = []
    for spread in spreads:
        start, end = spread.period.start, spread.period.end
        inside = [
            1 for a, b in stretches if start and end and a and b and start <= a and b <= end and (a, b) != (start, end)
        ]
        if len(inside) >= 2 and spread.name == "target":
            out.append(replace(spread, kind="target", name="value"))
        elif len(inside) >= 2:
            left[spread.column.index] = f'"{spread.column.title}" sums up the times of other columns'
        else:
            out.append(spread)
    return out


def _once(spreads: Sequence[Spread], sure: Mapping[int, float], left: dict[int, str]) -> list[Spread]:
    """Of two columns for the same thing at the same time (goal and forecast) the surer one."""
    best: dict[tuple[str, str, dt.date | str | None, dt.date | None], Spread] = {}
    for spread in spreads:
        key = (spread.kind, spread.name, spread.period.start or spread.period.name, spread.period.end)
        other = best.get(key)
        if other is None:
            best[key] = spread
            continue
        loser = other if sure[spread.column.index] > sure[other.column.index] else spread
        best[key] = spread if loser is other else other
        left[loser.column.index] = f'"{loser.column.title}" says the same as another column, which is used'
    return list(best.values())


def _with_year_targets(spreads: Sequence[Spread]) -> Sequence[Spread]:
    """Targets for times that no actual stands beside become records of their own; the others go with the reading."""
    actual = {(s.period.start, s.period.end) for s in spreads if s.name in ("value", "progress")}
    return [
        Spread(s.column, s.period, "target", "value")
        if s.kind == "kpi_reading" and s.name == "target" and (s.period.start, s.period.end) not in actual
        else s
        for s in spreads
    ]


def _completed(columns: Sequence[Column], context: Context, as_of: dt.date) -> tuple[dict[int, Period], str]:
    """Column → its period with a year, and what was assumed."""
    relative = _weeks_of_cycle(columns, context)
    if relative:
        return relative, "weeks are counted from the start of the cycle"
    assumed = ""
    periods = [_day_of_week(c.period, context.period) if c.period else Period() for c in columns]
    found = complete(periods, context.year)
    if any(p.needs_year and p.grain != "weekday" for p in found):
        assumed = f"no year stands at the times: {as_of.year} is assumed"
        found = complete(periods, as_of.year)
    known = {c.index: p for c, p in zip(columns, found, strict=True) if p.start and not p.problem and not p.needs_year}
    return known, assumed


def _day_of_week(day: Period, week: Period | None) -> Period:
    """A weekday as the day that it is in the week which stands above the table; other periods as they are."""
    if day.grain != "weekday" or not day.part:
        return day
    if not week or not week.start or not week.end or (week.end - week.start).days > 6:
        return Period(day.name)
    date = week.start + dt.timedelta(days=(day.part - 1 - week.start.weekday()) % 7)
    return Period(day.name, date, date, "day", year=date.year)


def _weeks_of_cycle(columns: Sequence[Column], context: Context) -> dict[int, Period]:
    """Weeks numbered 1 … 14 under a cycle shorter than a year are counted from its first day."""
    cycle = context.period
    weeks = [c for c in columns if c.period and c.period.grain == "week" and c.period.needs_year and c.period.part]
    if not cycle or not cycle.start or not cycle.end or len(weeks) < len(columns):
        return {}
    if (cycle.end - cycle.start).days > 200 or max(c.period.part or 0 for c in weeks if c.period) > 14:
        return {}
    found = {}
    for column in weeks:
        assert column.period
        start = cycle.start + dt.timedelta(days=7 * ((column.period.part or 1) - 1))
        found[column.index] = Period(
            column.period.name, start, start + dt.timedelta(days=6), "week", column.period.part
        )
    return found


def _planned(decision: Decision, times: Sequence[Period], as_of: dt.date) -> bool:
    """Whether the cells of times are targets: years, or times to come, beside a baseline and no column called target."""
    fields, kinds = decision.fields(), ("kpi", "key_result")
    if not any(f"{kind}.baseline" in fields for kind in kinds) or any(f"{kind}.target" in fields for kind in kinds):
        return False
    years = [t.end for t in times if t.grain == "year" and t.end]
    to_come = [t for t in times if t.start and t.start > as_of]
    return (len(years) > 1 and max(years) > as_of) or len(to_come) > 1


def _is_planned_effort(decision: Decision, context: Context) -> bool:
    """Whether the words above a table of effort say that it is planned: a budget, an estimate."""
    return decision.kind == "effort" and side_in(context.words[:-1]) == "planned"


def _role(table: Table, assignment: Assignment, decision: Decision, planned: bool = False) -> tuple[str, str] | str:
    """(kind, field) of a time column's cells, or the reason why they aren't used."""
    default = _DEFAULT.get(decision.kind)
    if planned and default is not None:
        default = ("effort", "planned") if decision.kind == "effort" else ("target", "value")
    if default is None:
        return f'there is no field for times such as "{assignment.column.title}"'
    kind = "kpi" if decision.kind == "kpi_reading" else decision.kind
    kind = "key_result" if kind == "check_in" else kind
    if assignment.field:
        role = _ROLES.get((kind, assignment.name))
        if role:
            return role
        if assignment.kind in ("kpi_reading", "check_in", "effort") and assignment.name in field_types(assignment.kind):
            return assignment.kind, assignment.name
        if assignment.kind == "target":
            return "target", "value"
        return f'there is no field for "{assignment.column.title}" at a time'
    own = _words(assignment.column)
    if kind == "effort" and (side := side_of(own)):
        return kind, side  # "Target" beside "Actual": of hours, those that were planned
    if own:
        return f'there is no field for "{assignment.column.title}" at a time'
    return _by_cells(table, assignment.column, default)


def _words(column: Column) -> str:
    named = column.period is not None and column.period.grain == "weekday"
    texts = [split_header(t).words for t in ("" if named else column.header, column.group) if t]
    return " ".join(fold(t) for t in texts if t)


def _by_cells(table: Table, column: Column, default: tuple[str, str]) -> tuple[str, str]:
    """Status words or notes under a time are told from numbers."""
    profile = column.profile
    if default[0] != "check_in" or profile.numbers + profile.numeric_texts > 0.5 or not profile.filled:
        return default
    values = column_values(table.sheet, table.region.body, column.index)[:30]
    words = sum(1 for v in values if read_status(v).status)
    return ("check_in", "status") if words * 2 > len(values) else ("check_in", "progress_note")


def _gantt(table: Table, timed: Sequence[Assignment], complete: Mapping[int, Period]) -> Times:
    gantt, left = [], {}
    for a in timed:
        if a.field:
            continue  # an ordinary column whose header also names a time
        period = complete.get(a.column.index)
        values = column_values(table.sheet, table.region.body, a.column.index)
        if period and period.start and all(is_mark(v) for v in values):
            gantt.append((a.column, period))
        else:
            left[a.column.index] = f'there is no field for the time "{a.column.title}" of a plan'
    return Times((), left, tuple(gantt))


def is_mark(value: object) -> bool:
    """Whether a cell is a mark of a Gantt chart."""
    if isinstance(value, float):
        return value in (0.0, 1.0)
    return (
        isinstance(value, bool)
        or (isinstance(value, str) and fold(value) in MARKS)
        or (isinstance(value, str) and len(value.strip()) <= 2 and not value.strip().isalnum())
    )
