-- One row per key result with a start: how many check-ins its cadence asked for by the day, and how many periods have one.
-- Periods of a cadence are counted from the start day; only those that are over count, up to the due day.
CREATE OR REPLACE MACRO kr_rhythm(as_of, known) AS TABLE
WITH basis AS (
    SELECT
        key_result_key, code, title, objective_key, unit_key, unit, cycle_key, cycle, owner, "start", due, cadence_days,
        greatest((least(coalesce(due, as_of::DATE), as_of::DATE) - "start" + 1) // cadence_days, 0) AS periods,
        load_id, file, "where"
    FROM kr_basis(as_of, known)
    WHERE "start" IS NOT NULL AND status_stated IS DISTINCT FROM 'cancelled'
), kept AS (
    SELECT
        p.key_result_key,
        count(DISTINCT (p."date" - b."start") // b.cadence_days) AS periods_kept,
        count(*) AS check_ins
    FROM kr_point(as_of, known) p
    JOIN basis b ON b.key_result_key = p.key_result_key
    WHERE p."date" >= b."start" AND (p."date" - b."start") // b.cadence_days < b.periods
    GROUP BY p.key_result_key
)
SELECT
    b.*, coalesce(k.periods_kept, 0) AS periods_kept, b.periods - coalesce(k.periods_kept, 0) AS periods_missed,
    coalesce(k.periods_kept, 0) / nullif(b.periods, 0) AS discipline
FROM basis b
LEFT JOIN kept k ON k.key_result_key = b.key_result_key;
