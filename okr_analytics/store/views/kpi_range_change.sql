-- One row per KPI and day from which another range (or target, or direction) holds: before, after, and which way it moved.
-- tightened: an end that counts came closer in (where higher is better the lower end counts, and the other way round);
-- loosened: further out; moved: one of each; other: only the warning range, the target or the direction changed.
-- health_under_old: what the latest reading would be by the range before; readings_since: how many are judged by the new one.
CREATE OR REPLACE MACRO kpi_range_change(as_of, known) AS TABLE
WITH stated AS (
    SELECT
        r.*,
        coalesce(r.direction, CASE WHEN r.target > r.baseline THEN 'higher' WHEN r.target < r.baseline THEN 'lower' END) AS way,
        row_number() OVER along AS range_number,
        lag(r.valid_from) OVER along AS old_from,
        lag(r.healthy_low) OVER along AS old_low, lag(r.healthy_high) OVER along AS old_high,
        lag(r.warning_low) OVER along AS old_warning_low, lag(r.warning_high) OVER along AS old_warning_high,
        lag(r.target) OVER along AS old_target, lag(r.direction) OVER along AS old_direction
    FROM kpi_range_now(as_of, known) r
    WINDOW along AS (PARTITION BY r.key ORDER BY r.valid_from NULLS FIRST)
), compared AS (
    SELECT
        s.*,
        way IS DISTINCT FROM 'lower' AND coalesce(healthy_low > old_low, healthy_low IS NOT NULL AND old_low IS NULL)
            OR way IS DISTINCT FROM 'higher' AND coalesce(healthy_high < old_high, healthy_high IS NOT NULL AND old_high IS NULL) AS tighter,
        way IS DISTINCT FROM 'lower' AND coalesce(healthy_low < old_low, healthy_low IS NULL AND old_low IS NOT NULL)
            OR way IS DISTINCT FROM 'higher' AND coalesce(healthy_high > old_high, healthy_high IS NULL AND old_high IS NOT NULL) AS looser
    FROM stated s
    WHERE range_number > 1 AND (
        healthy_low IS DISTINCT FROM old_low OR healthy_high IS DISTINCT FROM old_high OR warning_low IS DISTINCT FROM old_warning_low
        OR warning_high IS DISTINCT FROM old_warning_high OR target IS DISTINCT FROM old_target OR direction IS DISTINCT FROM old_direction)
), judged AS (
    SELECT
        t.kpi_key, c.range_number,
        count(*) FILTER (WHERE t.range_number = c.range_number) AS readings_since,
        arg_max(t.health, t."date") FILTER (WHERE t.range_number < c.range_number) AS health_before,
        arg_min(t.health, t."date") FILTER (WHERE t.range_number = c.range_number) AS health_after,
        arg_max(kpi_health_of(c.way, c.old_low, c.old_high, c.old_warning_low, c.old_warning_high, coalesce(t.target, c.old_target), t.value), t."date")
            FILTER (WHERE t.range_number = c.range_number) AS health_under_old,
        arg_max(t.health, t."date") FILTER (WHERE t.range_number = c.range_number) AS health_now
    FROM kpi_trend(as_of, known) t
    JOIN compared c ON c.key = t.kpi_key
    GROUP BY t.kpi_key, c.range_number
)
SELECT
    c.key AS kpi_key, c.code, coalesce(k.name, c.name, c.code) AS name, k.unit_key, coalesce(u.name, k.unit) AS unit, k.owner, k.measure,
    c.valid_from AS "date", c.old_from,
    CASE WHEN tighter AND looser THEN 'moved' WHEN tighter THEN 'tightened' WHEN looser THEN 'loosened' ELSE 'other' END AS change,
    c.way AS direction, c.old_low, c.old_high, c.healthy_low, c.healthy_high, c.old_warning_low, c.old_warning_high,
    c.warning_low, c.warning_high, c.old_target, c.target,
    coalesce(j.readings_since, 0) AS readings_since, j.health_before, j.health_after, j.health_now, j.health_under_old,
    c.load_id, c.file, c."where", c.cells
FROM compared c
JOIN kpi_now(as_of, known) k ON k.key = c.key
LEFT JOIN unit_now(as_of, known) u ON u.key = k.unit_key
LEFT JOIN judged j ON j.kpi_key = c.key AND j.range_number = c.range_number;
