-- One row per key result and period of its cadence that is over, narrow: its days, its check-ins, and their timing.
-- Periods count from the start day to the due day. on_time: a check-in in the period. late: none, but the next period holds
-- two or more, its own and the one made up for. missed: neither. Where no sheet of check-ins is loaded, cycles without
-- any value are left out: nothing tells of their rhythm. `week` is the Monday of the week in which the period ends.
CREATE OR REPLACE MACRO kr_timing(as_of, known) AS TABLE
WITH basis AS (
    SELECT
        b.key_result_key, b.cycle_key, b."start", b.cadence_days,
        greatest((least(coalesce(b.due, as_of::DATE), as_of::DATE) - b."start" + 1) // b.cadence_days, 0) AS periods
    FROM kr_basis(as_of, known) b
    WHERE b."start" IS NOT NULL AND b.status_stated IS DISTINCT FROM 'cancelled'
), counted AS (
    SELECT p.key_result_key, (p."date" - b."start") // b.cadence_days AS period, count(*) AS check_ins
    FROM kr_point(as_of, known) p
    JOIN basis b ON b.key_result_key = p.key_result_key
    WHERE p."date" >= b."start"
    GROUP BY ALL
), told AS (
    SELECT DISTINCT b.cycle_key, p.source = 'check_in' AS in_a_sheet
    FROM kr_point(as_of, known) p JOIN basis b ON b.key_result_key = p.key_result_key
), spread AS (
    SELECT b.*, unnest(range(b.periods)) AS period FROM basis b
    WHERE EXISTS (SELECT 1 FROM told t WHERE t.in_a_sheet OR t.cycle_key IS NOT DISTINCT FROM b.cycle_key)
)
SELECT
    s.key_result_key,
    (s.period + 1)::INTEGER AS number,
    (s."start" + (s.period * s.cadence_days)::INTEGER)::DATE AS from_date,
    (s."start" + ((s.period + 1) * s.cadence_days)::INTEGER - 1)::DATE AS to_date,
    date_trunc('week', s."start" + ((s.period + 1) * s.cadence_days)::INTEGER - 1)::DATE AS week,
    coalesce(own.check_ins, 0) AS check_ins,
    CASE WHEN own.check_ins > 0 THEN 'on_time' WHEN after.check_ins > 1 THEN 'late' ELSE 'missed' END AS timing
FROM spread s
LEFT JOIN counted own ON own.key_result_key = s.key_result_key AND own.period = s.period
LEFT JOIN counted after ON after.key_result_key = s.key_result_key AND after.period = s.period + 1;
