-- One row per objective: its key results rolled up three ways, with the coverage.
-- status: the worst colour that a key result of it shows (outdated and unknown aside), unknown where none shows one.
CREATE OR REPLACE MACRO objective_state(as_of, known) AS TABLE
WITH rolled AS (
    SELECT
        objective_key,
        count(*) AS key_results,
        count(progress) AS with_value,
        avg(progress_rollup) AS progress_mean,
        sum(rollup_weight * progress_rollup) / nullif(sum(rollup_weight) FILTER (WHERE progress IS NOT NULL), 0) AS progress_weighted,
        min(progress_rollup) AS progress_worst,
        sum(rollup_weight * expected) / nullif(sum(rollup_weight) FILTER (WHERE expected IS NOT NULL), 0) AS expected,
        avg(confidence) AS confidence,
        avg(score) AS score_mean,
        max(last_check_in) AS last_check_in,
        count(*) FILTER (WHERE status IN ('on_track', 'done')) AS on_track,
        count(*) FILTER (WHERE status = 'at_risk') AS at_risk,
        count(*) FILTER (WHERE status = 'off_track') AS off_track,
        count(*) FILTER (WHERE status = 'outdated') AS outdated,
        count(*) FILTER (WHERE status = 'done') AS done,
        count(*) FILTER (WHERE status = 'not_started') AS not_started
    FROM kr_state(as_of, known)
    WHERE status <> 'cancelled'
    GROUP BY objective_key
)
SELECT
    o.key AS objective_key, o.code, o.title, o.unit_key, coalesce(u.name, u.key) AS unit, o.cycle_key, c.cycle, o.owner, o.parent_key,
    o.parent, o.ambition, o.weight, o.description, o.why,
    coalesce(r.key_results, 0) AS key_results,
    coalesce(r.with_value, 0) AS with_value,
    r.with_value / nullif(r.key_results, 0) AS coverage,
    r.progress_weighted AS progress,
    r.progress_mean, r.progress_weighted, r.progress_worst, r.expected,
    r.expected - r.progress_weighted AS gap,
    CASE WHEN r.expected >= 0.05 THEN r.progress_weighted / r.expected END AS pace,
    CASE
        WHEN r.off_track > 0 THEN 'off_track' WHEN r.at_risk > 0 THEN 'at_risk'
        WHEN r.outdated > 0 THEN 'outdated'
        WHEN r.done = r.key_results THEN 'done' WHEN r.on_track > 0 THEN 'on_track'
        WHEN r.not_started > 0 THEN 'not_started' ELSE 'unknown'
    END AS status,
    r.on_track, r.at_risk, r.off_track, r.outdated, r.done, r.confidence, r.score_mean, r.last_check_in,
    c.is_closed,
    o.load_id, o.file, o."where", o.cells
FROM objective_now(as_of, known) o
LEFT JOIN rolled r ON r.objective_key = o.key
LEFT JOIN unit_now(as_of, known) u ON u.key = o.unit_key
LEFT JOIN cycle_state(as_of, known) c ON c.cycle_key = o.cycle_key;
