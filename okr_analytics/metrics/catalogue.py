"""Every metric: its name, what leaders read, and the SQL that computes it over a view of one grain."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.document import Unit
from okr_analytics.errors import UnknownName
from okr_analytics.metrics.dimensions import DIMENSIONS, VIEW_DIMENSIONS, Dimension

Better = Literal["higher", "lower", "none"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One number with its name; `definition` is what leaders read.

    expression: SQL over the rows of `view`, a ratio always as sum(a) / nullif(sum(b), 0). where: rows that count.
    coverage: SQL for the share of rows that have what the metric needs, "" where every row has.
    share_of: for a share within a whole, the amount that is summed; it is told apart by conversation.
    cells: which cells a row's number comes from: (column with cells, fields in it).
    """

    name: str
    label: str
    unit: Unit
    definition: str
    view: str
    expression: str
    group: str
    where: str = ""
    coverage: str = ""
    better: Better = "none"
    share_of: str = ""
    cells: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The names of the dimensions by which it can be told apart."""
        return VIEW_DIMENSIONS[self.view]

    @property
    def has_cells(self) -> bool:
        """Whether the number can be opened down to cells."""
        return bool(self.cells)


_KR_CELLS = (
    ("value_cells", ("value", "current", "progress")),
    ("cells", ("baseline", "target", "lower", "upper", "steps", "progress", "score")),
)
_ITEM_CELLS = (("cells", ()),)
_STATUS_CELLS = (
    ("value_cells", ("value", "current", "progress", "status", "date")),
    ("cells", ("baseline", "target", "status", "due")),
)
_ACTIVE = "status <> 'cancelled'"


def _key_results() -> tuple[Metric, ...]:
    weighted = "sum(v.rollup_weight * v.progress_rollup) / nullif(sum(v.rollup_weight) FILTER (WHERE v.progress IS NOT NULL), 0)"
    with_value = "count(v.progress) / nullif(count(*), 0)"
    return (
        Metric(
            "key_results",
            "Key results",
            "count",
            "How many key results there are, cancelled ones left aside.",
            "kr_state",
            "count(*)",
            "progress",
            _ACTIVE,
            cells=_ITEM_CELLS,
        ),
        Metric(
            "progress",
            "Progress",
            "percent",
            "Mean of the key results' progress, each counted from 0 to 100 %. Progress is (current − baseline) / "
            "(target − baseline). Key results without a value don't count; the coverage says how many have one.",
            "kr_state",
            "avg(v.progress_rollup)",
            "progress",
            _ACTIVE,
            with_value,
            "higher",
            cells=_KR_CELLS,
        ),
        Metric(
            "progress_weighted",
            "Progress, weighted",
            "percent",
            "The same, each key result counted by its weight beside its objective's others and its objective's weight; "
            "without weights all count alike.",
            "kr_state",
            weighted,
            "progress",
            _ACTIVE,
            with_value,
            "higher",
            cells=_KR_CELLS,
        ),
        Metric(
            "progress_worst",
            "Progress, worst key result",
            "percent",
            "Progress of the key result that is furthest behind.",
            "kr_state",
            "min(v.progress_rollup)",
            "progress",
            _ACTIVE,
            with_value,
            "higher",
            cells=_KR_CELLS,
        ),
        Metric(
            "progress_coverage",
            "Key results with a value",
            "percent",
            "Share of the key results whose progress is known.",
            "kr_state",
            with_value,
            "progress",
            _ACTIVE,
            better="higher",
            cells=_KR_CELLS,
        ),
        Metric(
            "expected_progress",
            "Expected progress",
            "percent",
            "Mean of where the key results should be by now: the share of their time that has passed, or the plan given "
            "(phased targets); milestones in steps.",
            "kr_state",
            "avg(clamp_of(v.expected))",
            "progress",
            _ACTIVE,
            "count(v.expected) / nullif(count(*), 0)",
            cells=(("cells", ("start", "due")),),
        ),
        Metric(
            "progress_gap",
            "Behind expected",
            "points",
            "Expected progress minus progress, on average, over key results where both are known.",
            "kr_state",
            "avg(clamp_of(v.expected) - v.progress_rollup)",
            "progress",
            _ACTIVE,
            "count(v.gap) / nullif(count(*), 0)",
            "lower",
            cells=_KR_CELLS,
        ),
        Metric(
            "pace",
            "Pace",
            "percent",
            "Progress divided by expected progress, over key results where both are known; 100 % = as planned. "
            "Not told below 5 % expected.",
            "kr_state",
            "CASE WHEN avg(v.expected) FILTER (WHERE v.gap IS NOT NULL) >= 0.05 THEN "
            "sum(v.progress_rollup) FILTER (WHERE v.gap IS NOT NULL) / nullif(sum(v.expected) FILTER (WHERE v.gap IS NOT NULL), 0) END",
            "progress",
            _ACTIVE,
            "count(v.gap) / nullif(count(*), 0)",
            "higher",
            cells=_KR_CELLS,
        ),
        *_status_shares(),
        Metric(
            "confidence",
            "Confidence",
            "percent",
            "Mean of the owners' latest stated confidence.",
            "kr_state",
            "avg(v.confidence)",
            "progress",
            _ACTIVE,
            "count(v.confidence) / nullif(count(*), 0)",
            "higher",
            cells=(("value_cells", ("confidence",)), ("cells", ("confidence",))),
        ),
        Metric(
            "score",
            "Score",
            "percent",
            "Mean of the final scores that the sheets state; 60 to 70 % is the sweet spot of ambitious goals.",
            "kr_state",
            "avg(v.score)",
            "progress",
            _ACTIVE,
            "count(v.score) / nullif(count(*), 0)",
            cells=(("cells", ("score",)),),
        ),
        Metric(
            "moved_share",
            "Key results that moved",
            "percent",
            "Share of the key results whose progress changed at the latest check-in.",
            "kr_state",
            "count(*) FILTER (WHERE v.progress_change <> 0) / nullif(count(*), 0)",
            "progress",
            _ACTIVE,
            "count(v.progress_change) / nullif(count(*), 0)",
            "higher",
            cells=_KR_CELLS,
        ),
        Metric(
            "forecast_hits",
            "Expected to be reached",
            "percent",
            "Mean probability of reaching the target by the due day, over key results with a forecast.",
            "kr_state",
            "avg(v.p_hit)",
            "progress",
            _ACTIVE,
            "count(v.p_hit) / nullif(count(*), 0)",
            "higher",
            cells=_KR_CELLS,
        ),
        *_weekly(),
        Metric(
            "check_in_discipline",
            "Check-in discipline",
            "percent",
            "Check-ins made of those that the cadence asked for: periods with at least one check-in, of all periods that are over.",
            "kr_rhythm",
            "sum(v.periods_kept) / nullif(sum(v.periods), 0)",
            "progress",
            better="higher",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "objectives",
            "Objectives",
            "count",
            "How many objectives there are.",
            "objective_state",
            "count(*)",
            "progress",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "objectives_without_key_results",
            "Objectives without key results",
            "count",
            "Objectives that nobody measures yet.",
            "objective_state",
            "count(*) FILTER (WHERE v.key_results = 0)",
            "progress",
            better="lower",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "units_with_okrs",
            "Units with OKRs",
            "count",
            "How many units have key results of their own.",
            "unit_reach",
            "count(DISTINCT v.unit_key) FILTER (WHERE v.has_okrs)",
            "reach",
            better="higher",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "reach",
            "Reach",
            "percent",
            "Share of the units that have key results of their own; over several cycles, of units × cycles.",
            "unit_reach",
            "count(*) FILTER (WHERE v.has_okrs) / nullif(count(*), 0)",
            "reach",
            better="higher",
            cells=_ITEM_CELLS,
        ),
    )


def _weekly() -> tuple[Metric, ...]:
    """The course over time: told apart by week, else a mean over all weeks."""
    return tuple(
        Metric(
            f"{name}_by_week",
            f"{label} by week",
            "percent",
            f"Mean {words} of the key results running in a week; the last known value counts until the next one.",
            "progress_weekly",
            f"sum(v.key_results * v.{name}) / nullif(sum(v.key_results) FILTER (WHERE v.{name} IS NOT NULL), 0)",
            "progress",
            better="higher" if name == "progress" else "none",
        )
        for name, label, words in (
            ("progress", "Progress", "progress"),
            ("expected", "Expected progress", "expected progress"),
        )
    )


def _status_shares() -> tuple[Metric, ...]:
    shares = (
        ("on_track", "On track", "shown on track or done", "v.status IN ('on_track', 'done')", "higher"),
        ("at_risk", "At risk", "shown at risk", "v.status = 'at_risk'", "lower"),
        ("off_track", "Off track", "shown off track", "v.status = 'off_track'", "lower"),
        (
            "outdated",
            "Outdated",
            "without a check-in for more than two cadences: silence is never green",
            "v.status = 'outdated'",
            "lower",
        ),
        ("not_started", "Not started", "whose time has not begun", "v.status = 'not_started'", "none"),
        (
            "unknown",
            "Colour unknown",
            "whose colour can't be told, for want of a value, a baseline, a target or dates",
            "v.status = 'unknown'",
            "lower",
        ),
    )
    return tuple(
        Metric(
            f"{name}_share",
            label,
            "percent",
            f"Share of the key results {words}. Colours follow the rule that the page names.",
            "kr_state",
            f"count(*) FILTER (WHERE {test}) / nullif(count(*), 0)",
            "progress",
            _ACTIVE,
            better="higher" if better == "higher" else "lower" if better == "lower" else "none",
            cells=_STATUS_CELLS,
        )
        for name, label, words, test, better in shares
    )


def _effort() -> tuple[Metric, ...]:
    metrics: list[Metric] = []
    for name, label, words in (
        ("actual", "actual", "actually spent"),
        ("planned", "planned", "planned"),
        ("stated", "stated", "that leaders estimated"),
    ):
        suffix = "" if name == "actual" else f"_{name}"
        cells = (("cells", (name,)),)
        amount = f"v.{name}_amount"
        known = f"coalesce(sum({amount}) FILTER (WHERE v.conversation <> 'unknown'), 0) / nullif(sum({amount}), 0)"
        metrics += [
            Metric(
                f"effort{suffix}",
                f"Effort, {label}",
                "number",
                f"Sum of the effort {words}, in one measure at a time; hours, days and FTE are brought to hours by the "
                "policy's hours, money, percentages and counts stay apart.",
                "effort_entry",
                f"sum({amount})",
                "effort",
                coverage=known,
                cells=cells,
            ),
            Metric(
                f"effort_share{suffix}",
                f"Share of effort, {label}",
                "percent",
                f"Effort {words} in a conversation divided by all effort {words}, in one measure at a time. Effort whose "
                "conversation nobody can tell is shown as unknown; the shares add up to 100 %.",
                "effort_entry",
                f"sum({amount})",
                "effort",
                coverage=known,
                share_of=amount,
                cells=cells,
            ),
            Metric(
                f"effort_unknown_share{suffix}",
                f"Effort of unknown conversation, {label}",
                "percent",
                f"Share of the effort {words} whose conversation neither the sheet nor a linked item tells.",
                "effort_entry",
                f"1 - {known}",
                "effort",
                better="lower",
                cells=cells,
            ),
        ]
    drift = "abs(coalesce(v.actual_amount, 0) - coalesce(v.planned_amount, 0))"
    return (
        *metrics,
        Metric(
            "effort_plan_kept",
            "Effort against plan",
            "percent",
            "Effort actually spent divided by effort planned.",
            "effort_entry",
            "sum(v.actual_amount) / nullif(sum(v.planned_amount), 0)",
            "effort",
            cells=(("cells", ("actual", "planned")),),
        ),
        Metric(
            "effort_off_plan",
            "Effort off plan",
            "number",
            "Sum of the differences between effort spent and effort planned, line by line.",
            "effort_entry",
            f"sum({drift})",
            "effort",
            better="lower",
            cells=(("cells", ("actual", "planned")),),
        ),
        Metric(
            "effort_lines",
            "Effort lines",
            "count",
            "How many lines of effort there are.",
            "effort_entry",
            "count(*)",
            "effort",
            cells=_ITEM_CELLS,
        ),
    )


def _kpis() -> tuple[Metric, ...]:
    cells = (
        ("value_cells", ("value", "target")),
        ("cells", ("healthy_low", "healthy_high", "warning_low", "warning_high", "target")),
    )
    known = "count(*) FILTER (WHERE v.health <> 'unknown') / nullif(count(*), 0)"
    return (
        Metric(
            "kpis", "KPIs", "count", "How many KPIs there are.", "kpi_state", "count(*)", "health", cells=_ITEM_CELLS
        ),
        Metric(
            "kpis_healthy_share",
            "KPIs healthy",
            "percent",
            "Share of the KPIs whose latest reading lies in the range that held on its day, of those whose health is known.",
            "kpi_state",
            "count(*) FILTER (WHERE v.health = 'healthy') / nullif(count(*) FILTER (WHERE v.health <> 'unknown'), 0)",
            "health",
            coverage=known,
            better="higher",
            cells=cells,
        ),
        Metric(
            "kpis_healthy",
            "KPIs healthy (number)",
            "count",
            "KPIs whose latest reading lies in its healthy range.",
            "kpi_state",
            "count(*) FILTER (WHERE v.health = 'healthy')",
            "health",
            coverage=known,
            better="higher",
            cells=cells,
        ),
        Metric(
            "kpis_warning",
            "KPIs with a warning",
            "count",
            "KPIs outside their healthy range but within their warning range.",
            "kpi_state",
            "count(*) FILTER (WHERE v.health = 'warning')",
            "health",
            coverage=known,
            better="lower",
            cells=cells,
        ),
        Metric(
            "kpis_unhealthy",
            "KPIs unhealthy",
            "count",
            "KPIs outside their ranges.",
            "kpi_state",
            "count(*) FILTER (WHERE v.health = 'unhealthy')",
            "health",
            coverage=known,
            better="lower",
            cells=cells,
        ),
        Metric(
            "kpi_unknown",
            "KPIs of unknown health",
            "count",
            "KPIs without a reading, without a range, or not read for more than two of their periods.",
            "kpi_state",
            "count(*) FILTER (WHERE v.health = 'unknown')",
            "health",
            better="lower",
            cells=cells,
        ),
    )


def _projects() -> tuple[Metric, ...]:
    active = _ACTIVE
    return (
        Metric(
            "projects",
            "Projects",
            "count",
            "How many projects there are, cancelled ones left aside.",
            "project_state",
            "count(*)",
            "projects",
            active,
            cells=_ITEM_CELLS,
        ),
        Metric(
            "projects_on_track_share",
            "Projects on track",
            "percent",
            "Share of the projects that are done or no more than the rule's points behind their plan.",
            "project_state",
            "count(*) FILTER (WHERE v.status IN ('on_track', 'done')) / nullif(count(*), 0)",
            "projects",
            active,
            "count(*) FILTER (WHERE v.status <> 'unknown') / nullif(count(*), 0)",
            "higher",
            cells=(("cells", ("percent_complete", "status", "due", "start")),),
        ),
        Metric(
            "projects_overdue",
            "Projects overdue",
            "count",
            "Projects past their due day and not done.",
            "project_state",
            "count(*) FILTER (WHERE v.overdue)",
            "projects",
            active,
            better="lower",
            cells=(("cells", ("due", "status")),),
        ),
        Metric(
            "project_progress",
            "Project progress",
            "percent",
            "Mean of the projects' share done: their own percentage, else their milestones'.",
            "project_state",
            "avg(clamp_of(v.progress))",
            "projects",
            active,
            "count(v.progress) / nullif(count(*), 0)",
            "higher",
            cells=(("cells", ("percent_complete",)),),
        ),
        Metric(
            "budget",
            "Budget",
            "money",
            "Sum of the projects' budgets.",
            "project_state",
            "sum(v.budget)",
            "projects",
            active,
            "count(v.budget) / nullif(count(*), 0)",
            cells=(("cells", ("budget",)),),
        ),
        Metric(
            "spent",
            "Spent",
            "money",
            "Sum of what the projects have spent.",
            "project_state",
            "sum(v.spent)",
            "projects",
            active,
            "count(v.spent) / nullif(count(*), 0)",
            cells=(("cells", ("spent",)),),
        ),
        Metric(
            "budget_spent_share",
            "Budget spent",
            "percent",
            "What projects have spent divided by their budgets, over projects that state both.",
            "project_state",
            "sum(v.spent) FILTER (WHERE v.budget IS NOT NULL) / nullif(sum(v.budget) FILTER (WHERE v.spent IS NOT NULL), 0)",
            "projects",
            active,
            "count(*) FILTER (WHERE v.budget IS NOT NULL AND v.spent IS NOT NULL) / nullif(count(*), 0)",
            cells=(("cells", ("budget", "spent")),),
        ),
        Metric(
            "milestones",
            "Milestones",
            "count",
            "How many milestones there are, cancelled ones left aside.",
            "milestone_state",
            "count(*)",
            "projects",
            active,
            cells=_ITEM_CELLS,
        ),
        Metric(
            "milestones_done_share",
            "Milestones done",
            "percent",
            "Share of the milestones that are done.",
            "milestone_state",
            "count(*) FILTER (WHERE v.is_done) / nullif(count(*), 0)",
            "projects",
            active,
            better="higher",
            cells=(("cells", ("status", "finished", "percent_complete")),),
        ),
        Metric(
            "milestones_overdue",
            "Milestones overdue",
            "count",
            "Milestones past their due day and not done.",
            "milestone_state",
            "count(*) FILTER (WHERE v.overdue)",
            "projects",
            active,
            better="lower",
            cells=(("cells", ("due", "status", "finished")),),
        ),
        Metric(
            "milestone_slip",
            "Milestone slip",
            "days",
            "Mean slip of the milestones against their first known due day.",
            "milestone_state",
            "avg(v.slip_days)",
            "projects",
            active,
            "count(v.slip_days) / nullif(count(*), 0)",
            "lower",
            cells=(("cells", ("due", "finished")),),
        ),
        Metric(
            "initiatives",
            "Initiatives",
            "count",
            "How many initiatives and experiments serve key results.",
            "initiative_state",
            "count(*)",
            "projects",
            active,
            cells=_ITEM_CELLS,
        ),
    )


def _quality() -> tuple[Metric, ...]:
    graded = "count(v.grade) / nullif(count(*), 0)"
    return (
        Metric(
            "quality_good_share",
            "Key results graded A or B",
            "percent",
            "Share of the graded key results with grade A or B.",
            "quality_state",
            "count(*) FILTER (WHERE v.grade IN ('A', 'B')) / nullif(count(v.grade), 0)",
            "quality",
            coverage=graded,
            better="higher",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "findings_per_key_result",
            "Findings per key result",
            "number",
            "Findings divided by graded key results.",
            "quality_state",
            "sum(v.findings) / nullif(count(v.grade), 0)",
            "quality",
            coverage=graded,
            better="lower",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "quality_errors",
            "Key results with an error",
            "count",
            "Graded key results with at least one finding of severity error.",
            "quality_state",
            "count(*) FILTER (WHERE v.errors > 0)",
            "quality",
            coverage=graded,
            better="lower",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "key_results_graded",
            "Key results graded",
            "count",
            "How many key results have a grade.",
            "quality_state",
            "count(v.grade)",
            "quality",
            coverage=graded,
            cells=_ITEM_CELLS,
        ),
        Metric(
            "findings",
            "Findings",
            "count",
            "How many findings the rules have on key results and objectives.",
            "finding_state",
            "count(*)",
            "quality",
            better="lower",
            cells=_ITEM_CELLS,
        ),
        Metric(
            "unused_cells_share",
            "Cells not used",
            "percent",
            "Share of the filled cells of the loaded files that were not used.",
            "load_state",
            "sum(v.unused) / nullif(sum(v.nonblank), 0)",
            "data",
            better="lower",
        ),
        Metric(
            "data_errors",
            "Errors in the data",
            "count",
            "Diagnostics of severity error in the loaded files.",
            "load_state",
            "coalesce(sum(v.errors), 0)",
            "data",
            better="lower",
        ),
    )


METRICS: Mapping[str, Metric] = MappingProxyType(
    {metric.name: metric for metric in (*_key_results(), *_effort(), *_kpis(), *_projects(), *_quality())}
)


def metric(name: str) -> Metric:
    """The metric of that name; raises UnknownName."""
    if name not in METRICS:
        raise UnknownName(f"There is no metric {name!r}.{did_you_mean(name, METRICS)}")
    return METRICS[name]


def dimension(name: str, of: Metric) -> Dimension:
    """The dimension of that name; raises UnknownName where it doesn't exist or not for this metric."""
    if name not in DIMENSIONS:
        raise UnknownName(f"There is no dimension {name!r}.{did_you_mean(name, DIMENSIONS)}")
    if name not in of.dimensions:
        raise UnknownName(f"{of.name} can't be told apart by {name}. It can by: {', '.join(of.dimensions)}.")
    return DIMENSIONS[name]
