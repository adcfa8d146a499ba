-- One row per unit and each of the first four periods of its first cycle with OKRs: how many key results were checked in.
-- Habits are made in the first weeks: who misses two of the first four rarely finds the rhythm later.
CREATE OR REPLACE MACRO unit_first_periods(as_of, known) AS TABLE
WITH began AS (
    SELECT b.unit_key, arg_min(b.cycle_key, c."start") AS cycle_key
    FROM kr_basis(as_of, known) b
    JOIN cycle_state(as_of, known) c ON c.cycle_key = b.cycle_key
    WHERE b.unit_key IS NOT NULL AND c."start" IS NOT NULL
    GROUP BY b.unit_key
)
SELECT
    p.unit_key, any_value(p.unit) AS unit, p.cycle_key, any_value(p.cycle) AS cycle, p.number,
    min(p.from_date) AS from_date, max(p.to_date) AS to_date,
    count(*) AS key_results,
    count(*) FILTER (WHERE p.timing = 'on_time') AS on_time,
    count(*) FILTER (WHERE p.timing = 'late') AS late,
    count(*) FILTER (WHERE p.timing = 'missed') AS missed,
    count(*) FILTER (WHERE p.timing = 'on_time') / nullif(count(*), 0) AS on_time_share
FROM kr_period(as_of, known) p
JOIN began g ON g.unit_key = p.unit_key AND g.cycle_key = p.cycle_key
WHERE p.number <= 4
GROUP BY p.unit_key, p.cycle_key, p.number;
