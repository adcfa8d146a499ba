-- One row per unit and cycle: the key results of the unit and of everything below it, rolled up.
CREATE OR REPLACE MACRO unit_progress(as_of, known) AS TABLE
WITH counted AS (
    SELECT k.*, t.ancestor_key, t.distance
    FROM kr_state(as_of, known) k
    JOIN unit_tree(as_of, known) t ON t.unit_key = k.unit_key
    WHERE k.status <> 'cancelled'
), rolled AS (
    SELECT
        ancestor_key AS unit_key,
        cycle_key,
        any_value(cycle) AS cycle,
        count(*) AS key_results,
        count(*) FILTER (WHERE distance = 0) AS own_key_results,
        count(progress) AS with_value,
        avg(progress_rollup) AS progress_mean,
        sum(rollup_weight * progress_rollup) / nullif(sum(rollup_weight) FILTER (WHERE progress IS NOT NULL), 0) AS progress_weighted,
        min(progress_rollup) AS progress_worst,
        avg(expected) AS expected,
        count(*) FILTER (WHERE status IN ('on_track', 'done')) AS on_track,
        count(*) FILTER (WHERE status = 'at_risk') AS at_risk,
        count(*) FILTER (WHERE status = 'off_track') AS off_track,
        count(*) FILTER (WHERE status = 'outdated') AS outdated,
        avg(confidence) AS confidence
    FROM counted
    GROUP BY ancestor_key, cycle_key
)
SELECT
    r.unit_key, u.unit, u.parent_key, u.parent, u.level, r.cycle_key, r.cycle, r.key_results, r.own_key_results, r.with_value,
    r.with_value / nullif(r.key_results, 0) AS coverage,
    r.progress_mean, r.progress_weighted, r.progress_worst, r.expected,
    CASE WHEN r.expected >= 0.05 THEN r.progress_mean / r.expected END AS pace,
    r.on_track, r.at_risk, r.off_track, r.outdated,
    r.key_results - r.on_track - r.at_risk - r.off_track - r.outdated AS other,
    r.confidence
FROM rolled r
JOIN unit_state(as_of, known) u ON u.unit_key = r.unit_key;
