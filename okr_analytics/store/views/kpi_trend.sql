-- One row per KPI and reading, with the range that held on its day, so that a changed range doesn't recolour the past.
-- A reading from before the first dated range is measured by that range. target: the reading's own, else the next phased one, else the KPI's.
CREATE OR REPLACE MACRO kpi_trend(as_of, known) AS TABLE
WITH span AS (
    SELECT
        r.*,
        CASE WHEN row_number() OVER along > 1 THEN r.valid_from END AS holds_from,
        lead(r.valid_from) OVER along AS holds_until,
        row_number() OVER along AS range_number
    FROM kpi_range_now(as_of, known) r
    WINDOW along AS (PARTITION BY r.key ORDER BY r.valid_from NULLS FIRST)
), phased AS (
    SELECT
        t.kpi_key, t."date" AS until, t.value,
        lag(t."date") OVER (PARTITION BY t.kpi_key ORDER BY t."date") AS since
    FROM target_now(as_of, known) t
    WHERE t.kpi_key IS NOT NULL AND t.value IS NOT NULL
), reading AS (
    SELECT
        d.kpi_key, d."date", d.value,
        coalesce(d.target, p.value, s.target) AS target,
        s.direction AS direction_stated,
        coalesce(s.direction, CASE WHEN s.target > s.baseline THEN 'higher' WHEN s.target < s.baseline THEN 'lower' END) AS direction,
        s.healthy_low, s.healthy_high, s.warning_low, s.warning_high, s.range_number, s.valid_from AS range_from,
        d.load_id, d.load_as_of, d.file, d."where", d.cells
    FROM kpi_reading_now(as_of, known) d
    JOIN span s
        ON s.key = d.kpi_key AND coalesce(s.holds_from <= d."date", true) AND coalesce(s.holds_until > d."date", true)
    LEFT JOIN phased p ON p.kpi_key = d.kpi_key AND p.until >= d."date" AND coalesce(p.since < d."date", true)
    WHERE d.value IS NOT NULL
), judged AS (
    SELECT
        r.*,
        kpi_health_of(r.direction, r.healthy_low, r.healthy_high, r.warning_low, r.warning_high, r.target, r.value) AS health
    FROM reading r
)
SELECT
    j.kpi_key, k.code, k.name, k.unit_key, coalesce(u.name, k.unit) AS unit, k.owner, k.perspective, k.measure, k.frequency,
    j."date", j.value, j.target, j.direction, j.healthy_low, j.healthy_high, j.warning_low, j.warning_high,
    j.range_number, j.range_from,
    coalesce(j.range_number <> lag(j.range_number) OVER along, false) AS range_changed,
    j.health,
    CASE
        WHEN j.health <> 'unknown' AND coalesce(j.healthy_low, j.healthy_high) IS NOT NULL THEN 'range'
        WHEN j.health <> 'unknown' THEN 'target'
        WHEN j.target IS NOT NULL OR coalesce(j.healthy_low, j.healthy_high) IS NOT NULL THEN 'no_direction'
        ELSE 'no_range'
    END AS health_reason,
    lag(j.value) OVER along AS previous_value,
    lag(j.health) OVER along AS previous_health,
    lag(j."date") OVER along AS previous_date,
    j.load_id, j.load_as_of, j.file, j."where", j.cells
FROM judged j
JOIN kpi_now(as_of, known) k ON k.key = j.kpi_key
LEFT JOIN unit_now(as_of, known) u ON u.key = k.unit_key
WINDOW along AS (PARTITION BY j.kpi_key ORDER BY j."date");
