-- One row per KPI: its latest reading, its health by the range of that day, and how long it has been so.
-- health is unknown without a reading, without a range, or when the latest reading is older than two of its periods.
-- A period is the stated frequency, else the usual distance between its readings.
-- healthy_time: share of the days in range; a reading holds until the next one, the latest at most as long as is usual.
-- recoveries: how often it came back into its range.
CREATE OR REPLACE MACRO kpi_state(as_of, known) AS TABLE
WITH trend AS (
    SELECT
        t.*, t."date" - t.previous_date AS days, t.health IS DISTINCT FROM t.previous_health AS turns,
        lead(t."date") OVER (PARTITION BY t.kpi_key ORDER BY t."date") - t."date" AS held,
        t.health = 'healthy' AND t.previous_health IN ('warning', 'unhealthy') AS recovers
    FROM kpi_trend(as_of, known) t
), summed AS (
    SELECT
        kpi_key,
        count(*) AS readings,
        arg_max(struct_pack(
            on_day := "date", value := value, target := target, direction := direction, healthy_low := healthy_low,
            healthy_high := healthy_high, warning_low := warning_low, warning_high := warning_high, health := health,
            reason := health_reason, previous_value := previous_value, previous_date := previous_date, range_from := range_from,
            load_id := load_id, file := file, place := "where", cells := cells), "date") AS latest,
        max("date") FILTER (WHERE turns) AS health_since,
        arg_max(previous_health, "date") FILTER (WHERE turns) AS health_before,
        median(days) AS usual_days,
        count(*) FILTER (WHERE health = 'healthy') / nullif(count(*) FILTER (WHERE health <> 'unknown'), 0) AS healthy_share,
        sum(held) FILTER (WHERE health = 'healthy') AS healthy_days,
        sum(held) FILTER (WHERE health <> 'unknown') AS judged_days,
        count(*) FILTER (WHERE recovers) AS recoveries,
        max("date") FILTER (WHERE recovers) AS last_recovery,
        count(*) FILTER (WHERE range_changed) AS range_changes
    FROM trend
    GROUP BY kpi_key
), streak AS (
    SELECT t.kpi_key, count(*) AS streak
    FROM trend t
    JOIN summed s ON s.kpi_key = t.kpi_key AND t."date" >= s.health_since
    GROUP BY t.kpi_key
), timed AS (
    SELECT
        k.*, s.* EXCLUDE (kpi_key), r.streak,
        CASE lower(k.frequency)
            WHEN 'daily' THEN 1 WHEN 'weekly' THEN 7 WHEN 'fortnightly' THEN 14 WHEN 'monthly' THEN 31
            WHEN 'bimonthly' THEN 62 WHEN 'quarterly' THEN 92 WHEN 'half-yearly' THEN 184 WHEN 'semiannual' THEN 184
            WHEN 'yearly' THEN 366 WHEN 'annual' THEN 366
            ELSE CASE WHEN s.readings >= 3 THEN s.usual_days END
        END AS period_days
    FROM kpi_now(as_of, known) k
    LEFT JOIN summed s ON s.kpi_key = k.key
    LEFT JOIN streak r ON r.kpi_key = k.key
), aged AS (
    SELECT
        *, coalesce(as_of::DATE - latest.on_day > 2 * period_days, false) AS outdated,
        least(as_of::DATE - latest.on_day, coalesce(usual_days, 0)) AS latest_days
    FROM timed
)
SELECT
    a.key AS kpi_key, a.code, coalesce(a.name, a.code) AS name, a.unit_key, coalesce(u.name, a.unit) AS unit, a.owner,
    a.perspective, a.measure, a.frequency, a.baseline,
    coalesce(a.latest.direction, a.direction) AS direction,
    a.latest.value AS value, a.latest.on_day AS "date", coalesce(a.latest.target, a.target) AS target,
    CASE WHEN a.latest.on_day IS NULL THEN a.healthy_low ELSE a.latest.healthy_low END AS healthy_low,
    CASE WHEN a.latest.on_day IS NULL THEN a.healthy_high ELSE a.latest.healthy_high END AS healthy_high,
    CASE WHEN a.latest.on_day IS NULL THEN a.warning_low ELSE a.latest.warning_low END AS warning_low,
    CASE WHEN a.latest.on_day IS NULL THEN a.warning_high ELSE a.latest.warning_high END AS warning_high,
    a.latest.range_from AS range_from,
    CASE WHEN a.latest.on_day IS NULL OR a.outdated THEN 'unknown' ELSE a.latest.health END AS health,
    CASE WHEN a.latest.on_day IS NULL THEN 'no_reading' WHEN a.outdated THEN 'outdated' ELSE a.latest.reason END AS health_reason,
    a.latest.health AS last_health,
    a.outdated, a.period_days,
    as_of::DATE - a.latest.on_day AS days_since_reading,
    a.latest.previous_value AS previous_value, a.latest.previous_date AS previous_date,
    a.health_before, a.health_since, coalesce(a.streak, 0) AS streak,
    a.healthy_share,
    (coalesce(a.healthy_days, 0) + CASE WHEN a.latest.health = 'healthy' THEN a.latest_days ELSE 0 END)
        / nullif(coalesce(a.judged_days, 0) + CASE WHEN a.latest.health <> 'unknown' THEN a.latest_days ELSE 0 END, 0) AS healthy_time,
    coalesce(a.recoveries, 0) AS recoveries, a.last_recovery,
    coalesce(a.readings, 0) AS readings, coalesce(a.range_changes, 0) AS range_changes,
    a.load_id, a.file, a."where", a.cells,
    a.latest.load_id AS value_load_id, a.latest.file AS value_file, a.latest.place AS value_where, a.latest.cells AS value_cells
FROM aged a
LEFT JOIN unit_now(as_of, known) u ON u.key = a.unit_key;
