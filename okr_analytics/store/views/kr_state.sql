-- One row per key result: where it stands on the day, against its expected path, and its colour by the named rule.
-- Silence is never green: more than two cadences without a check-in, counted to the day or to the due day, is outdated.
CREATE OR REPLACE MACRO kr_state(as_of, known) AS TABLE
WITH joined AS (
    SELECT
        b.*,
        coalesce(least(as_of::DATE, b.due), as_of::DATE) AS counted_to,
        l.current_value, l.value_date, l.first_value, l.first_check_in, l.last_check_in,
        coalesce(l.check_ins, 0) AS check_ins, coalesce(l.points, 0) AS points,
        l.progress AS progress_latest, l.progress_date, l.first_inside, l.inside, l.how, l.last_how,
        l.previous_progress, l.previous_value, l.previous_date, l.said_load_id, l.check_in_row, l.key_result_row,
        coalesce(l.confidence, b.confidence_stated) AS confidence, l.previous_confidence,
        coalesce(l.status_reported, b.status_stated) AS status_reported,
        f.p_hit, f.p_70, f.low80, f.high80, f.location AS forecast, f.own_weight, f.model AS forecast_model,
        s.from_date, s.to_date, s.from_progress, s.to_progress
    FROM kr_basis(as_of, known) b
    LEFT JOIN kr_latest(as_of, known) l ON l.key_result_key = b.key_result_key
    LEFT JOIN forecast_now(as_of, known) f ON f.key_result_key = b.key_result_key
    LEFT JOIN (
        SELECT p.*
        FROM kr_plan(as_of, known) p
        WHERE p.from_date <= as_of::DATE AND (p.to_date IS NULL OR p.to_date > as_of::DATE)
    ) s ON s.key_result_key = b.key_result_key
), measured AS (
    SELECT
        *,
        CASE
            WHEN how = 'time_in_range' THEN
                (progress_latest * (progress_date - first_inside + 1) + inside * greatest(counted_to - progress_date, 0))
                / (greatest(counted_to, progress_date) - first_inside + 1)
            ELSE coalesce(progress_latest, progress_stated, score)
        END AS progress,
        CASE
            WHEN progress_latest IS NOT NULL THEN how
            WHEN progress_stated IS NOT NULL THEN 'reported_progress'
            WHEN score IS NOT NULL THEN 'reported_score'
            ELSE coalesce(last_how, 'no_value')
        END AS progress_how,
        coalesce(
            planned_of(from_date, to_date, from_progress, to_progress, as_of::DATE),
            expected_of(kind, steps, "start", due, as_of::DATE)
        ) AS expected,
        CASE WHEN from_date IS NOT NULL THEN 'given' WHEN kind = 'milestone' THEN 'stepped'
            WHEN kind = 'maintain' THEN 'always' ELSE 'linear' END AS expected_how,
        elapsed_of("start", due, as_of::DATE) AS elapsed,
        greatest(counted_to - coalesce(last_check_in, "start", load_as_of), 0) AS silent_days
    FROM joined
), colored AS (
    SELECT
        *,
        CASE WHEN rule_measure = 'probability' AND (p_hit IS NULL OR points < 3) THEN 'gap' ELSE rule END AS status_rule,
        CASE
            WHEN rule_measure = 'probability' AND (p_hit IS NULL OR points < 3)
                THEN status_of('gap', 0.10, 0.25, progress, expected, NULL)
            ELSE status_of(rule_measure, rule_on_track, rule_at_risk, progress, expected, p_hit)
        END AS status_by_rule,
        coalesce(
            status_reported NOT IN ('done', 'cancelled') OR status_reported IS NULL, true
        ) AND NOT coalesce(progress >= 1 AND is_closed, false)
          AND silent_days > 2 * cadence_days AS outdated
    FROM measured
)
SELECT
    s.key_result_key, s.code, s.title, s.objective_key, s.objective_code, s.objective, s.unit_key, s.unit,
    s.cycle_key, s.cycle, s.owner, s.metric, s.measure, s.kind, s.baseline, s.target, s.lower, s.upper, s.steps,
    s.first_value, s.current_value, s.value_date,
    s.progress,
    clamp_of(s.progress) AS progress_rollup,
    s.progress_how AS how,
    s.expected,
    s.expected_how,
    s.elapsed,
    s.expected - s.progress AS gap,
    CASE WHEN s.expected >= 0.05 THEN s.progress / s.expected END AS pace,
    CASE
        WHEN s.status_reported = 'cancelled' THEN 'cancelled'
        WHEN s.status_reported = 'done' AND coalesce(s.progress >= 1, true) THEN 'done'
        WHEN s.progress >= 1 AND s.is_closed THEN 'done'
        WHEN s.outdated THEN 'outdated'
        WHEN s.check_ins = 0 AND s.progress IS NULL AND s."start" > as_of::DATE THEN 'not_started'
        ELSE coalesce(s.status_by_rule, s.status_reported, 'unknown')
    END AS status,
    CASE
        WHEN s.status_reported = 'cancelled' THEN 'reported'
        WHEN s.status_reported = 'done' AND s.progress IS NULL THEN 'reported'
        WHEN s.progress >= 1 AND (s.status_reported = 'done' OR s.is_closed) THEN 'reached'
        WHEN s.outdated THEN CASE WHEN s.check_ins = 0 THEN 'never_checked_in' ELSE 'outdated' END
        WHEN s.check_ins = 0 AND s.progress IS NULL AND s."start" > as_of::DATE THEN 'before_start'
        WHEN s.status_by_rule IS NOT NULL THEN 'rule'
        WHEN s.status_reported IS NOT NULL THEN 'reported'
        WHEN s.progress IS NULL THEN s.progress_how
        ELSE 'no_dates'
    END AS status_reason,
    s.status_by_rule,
    s.status_rule,
    s.status_reported,
    s.status_word,
    s.outdated,
    s.last_check_in,
    as_of::DATE - s.last_check_in AS days_since_check_in,
    s.cadence_days,
    s.check_ins,
    s.points,
    s.confidence,
    s.previous_confidence,
    s.previous_value, s.previous_progress, s.previous_date,
    s.progress - s.previous_progress AS progress_change,
    s.weight, s.rollup_weight, s.ambition, s.score, s.comment,
    s."start", s.due, s.is_closed,
    s.forecast, s.low80, s.high80, s.p_hit, s.p_70, s.own_weight, s.forecast_model,
    s.load_id, s.load_as_of, s.file, s."where", s.cells,
    s.said_load_id AS value_load_id, f.file AS value_file,
    coalesce(c."where", k."where") AS value_where, coalesce(c.cells, k.cells) AS value_cells
FROM colored s
LEFT JOIN (
    SELECT r.load_id, r.row_number, r."where", r.cells
    FROM check_in r
    WHERE (r.load_id, r.row_number) IN (SELECT l.said_load_id, l.check_in_row FROM kr_latest(as_of, known) l)
) c ON c.load_id = s.said_load_id AND c.row_number = s.check_in_row
LEFT JOIN key_result k ON k.load_id = s.said_load_id AND k.row_number = s.key_result_row
LEFT JOIN loads_known(as_of, known) f ON f.load_id = s.said_load_id;
