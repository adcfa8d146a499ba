-- One row per unit, cycle and week (its Monday): progress of the unit's own key results, the last known value carried on.
-- A key result counts from the week of its first reading to the week of its due day, at most to the week of the day.
CREATE OR REPLACE MACRO progress_weekly(as_of, known) AS TABLE
WITH stretch AS (
    SELECT
        key_result_key, progress, date_trunc('week', "date")::DATE AS week,
        lead(date_trunc('week', "date")::DATE) OVER (PARTITION BY key_result_key ORDER BY "date") AS next_week
    FROM kr_point(as_of, known)
    WHERE progress IS NOT NULL
), weekly AS (
    SELECT
        s.key_result_key, b.unit_key, b.unit, b.cycle_key, b.cycle, s.progress,
        b.kind, b.steps, b."start", b.due,
        unnest(range(
            s.week::TIMESTAMP,
            coalesce(s.next_week, greatest(
                date_trunc('week', coalesce(least(b.due, as_of::DATE), as_of::DATE))::DATE, s.week) + 7)::TIMESTAMP,
            INTERVAL 7 DAY
        ))::DATE AS week
    FROM stretch s
    JOIN kr_basis(as_of, known) b ON b.key_result_key = s.key_result_key
    WHERE b.status_stated IS DISTINCT FROM 'cancelled'
)
SELECT
    unit_key, any_value(unit) AS unit, cycle_key, any_value(cycle) AS cycle, week,
    count(*) AS key_results,
    avg(clamp_of(progress)) AS progress,
    avg(expected_of(kind, steps, "start", due, least(week + 6, as_of::DATE))) AS expected
FROM weekly
GROUP BY unit_key, cycle_key, week;
