-- One row per key result with phased targets and stretch of days: planned progress at its first and last day.
-- The path starts at the baseline on the start day, passes every phased target and ends at the target on the due day.
CREATE OR REPLACE MACRO kr_plan(as_of, known) AS TABLE
WITH basis AS (
    SELECT key_result_key, kind, "start", due, baseline, target
    FROM kr_basis(as_of, known)
    WHERE (kind IS NULL OR kind NOT IN ('maintain')) AND (baseline IS NOT NULL OR kind = 'count')
), phased AS (
    SELECT t.key_result_key, t."date", any_value(t.value) AS value
    FROM target_now(as_of, known) t
    WHERE t.key_result_key IS NOT NULL AND t.value IS NOT NULL AND t."date" IS NOT NULL
    GROUP BY t.key_result_key, t."date"
), point AS (
    SELECT p.key_result_key, p."date", p.value, 2 AS rank FROM phased p
    UNION ALL
    SELECT b.key_result_key, b."start", coalesce(b.baseline, 0), 1
    FROM basis b WHERE b."start" IS NOT NULL AND b.key_result_key IN (SELECT key_result_key FROM phased)
    UNION ALL
    SELECT b.key_result_key, b.due, b.target, 3
    FROM basis b WHERE b.due IS NOT NULL AND b.target IS NOT NULL AND b.key_result_key IN (SELECT key_result_key FROM phased)
), path AS (
    SELECT
        q.key_result_key,
        q."date",
        (q.value - coalesce(b.baseline, 0)) / nullif(b.target - coalesce(b.baseline, 0), 0) AS progress
    FROM point q
    JOIN basis b ON b.key_result_key = q.key_result_key
    QUALIFY row_number() OVER (PARTITION BY q.key_result_key, q."date" ORDER BY q.rank) = 1
)
SELECT
    key_result_key,
    "date" AS from_date,
    lead("date") OVER along AS to_date,
    progress AS from_progress,
    lead(progress) OVER along AS to_progress
FROM path
WHERE progress IS NOT NULL
WINDOW along AS (PARTITION BY key_result_key ORDER BY "date");
