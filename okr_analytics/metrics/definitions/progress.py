"""Key results: how far, how fast, in which colour; objectives and reach."""

from okr_analytics.metrics.definitions.metric import ACTIVE, ITEM_CELLS, KR_CELLS, STATUS_CELLS, Metric


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
            ACTIVE,
            cells=ITEM_CELLS,
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
            ACTIVE,
            with_value,
            "higher",
            cells=KR_CELLS,
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
            ACTIVE,
            with_value,
            "higher",
            cells=KR_CELLS,
        ),
        Metric(
            "progress_worst",
            "Progress, worst key result",
            "percent",
            "Progress of the key result that is furthest behind.",
            "kr_state",
            "min(v.progress_rollup)",
            "progress",
            ACTIVE,
            with_value,
            "higher",
            cells=KR_CELLS,
        ),
        Metric(
            "progress_coverage",
            "Key results with a value",
            "percent",
            "Share of the key results whose progress is known.",
            "kr_state",
            with_value,
            "progress",
            ACTIVE,
            better="higher",
            cells=KR_CELLS,
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
            ACTIVE,
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
            ACTIVE,
            "count(v.gap) / nullif(count(*), 0)",
            "lower",
            cells=KR_CELLS,
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
            ACTIVE,
            "count(v.gap) / nullif(count(*), 0)",
            "higher",
            cells=KR_CELLS,
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
            ACTIVE,
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
            ACTIVE,
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
            ACTIVE,
            "count(v.progress_change) / nullif(count(*), 0)",
            "higher",
            cells=KR_CELLS,
        ),
        Metric(
            "forecast_hits",
            "Expected to be reached",
            "percent",
            "Mean probability of reaching the target by the due day, over key results with a forecast.",
            "kr_state",
            "avg(v.p_hit)",
            "progress",
            ACTIVE,
            "count(v.p_hit) / nullif(count(*), 0)",
            "higher",
            cells=KR_CELLS,
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
            cells=ITEM_CELLS,
        ),
        Metric(
            "objectives",
            "Objectives",
            "count",
            "How many objectives there are.",
            "objective_state",
            "count(*)",
            "progress",
            cells=ITEM_CELLS,
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
            cells=ITEM_CELLS,
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
            cells=ITEM_CELLS,
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
            cells=ITEM_CELLS,
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
            ACTIVE,
            better="higher" if better == "higher" else "lower" if better == "lower" else "none",
            cells=STATUS_CELLS,
        )
        for name, label, words, test, better in shares
    )


PROGRESS = _key_results()
