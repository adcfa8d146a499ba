-- One row per key result and check-in date, narrow: value and progress on that day.
-- load_id, row_number and source (check_in, or current of a key result's own row) name the row that says it.
-- A maintained range counts the days in range since the first reading; each reading holds until the next.
CREATE OR REPLACE MACRO kr_point(as_of, known) AS TABLE
WITH basis AS (
    SELECT key_result_key, kind, baseline, target, lower, upper, steps FROM kr_basis(as_of, known)
), reading AS (
    SELECT
        c.key_result_key, c."date", c.value, c.progress AS progress_reported, c.confidence, c.status, c.load_id, c.row_number, c.source,
        b.kind, b.baseline, b.target, b.lower, b.upper, b.steps,
        progress_of(b.kind, b.baseline, b.target, b.steps, c.value) AS computed
    FROM check_in_point(as_of, known) c
    JOIN basis b ON b.key_result_key = c.key_result_key
    WHERE c."date" <= as_of::DATE
), held AS (
    SELECT
        r.key_result_key, r."date", r.value, r.progress_reported, r.confidence, r.status, r.load_id, r.row_number, r.source,
        (coalesce(r.value >= r.lower, true) AND coalesce(r.value <= r.upper, true))::INTEGER AS inside,
        coalesce(lead(r."date") OVER along - r."date", 0) AS days,
        min(r."date") OVER (PARTITION BY r.key_result_key) AS first_date
    FROM reading r
    WHERE r.kind = 'maintain' AND r.value IS NOT NULL AND (r.lower IS NOT NULL OR r.upper IS NOT NULL)
    WINDOW along AS (PARTITION BY r.key_result_key ORDER BY r."date")
), kept AS (
    SELECT
        key_result_key, "date", value, progress_reported, confidence, status, load_id, row_number, source, inside,
        (coalesce(sum(inside * days) OVER (
            PARTITION BY key_result_key ORDER BY "date" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) + inside)
            ::DOUBLE / ("date" - first_date + 1) AS progress
    FROM held
)
SELECT key_result_key, "date", value, progress, 'time_in_range' AS how, progress_reported, confidence, status, load_id, row_number, source,
    inside
FROM kept
UNION ALL
SELECT
    r.key_result_key, r."date", r.value,
    coalesce(
        r.computed,
        r.progress_reported,
        CASE WHEN r.kind = 'milestone' AND r.value IS NULL AND r.steps IS NULL AND r.status IS NOT NULL
            THEN CASE WHEN r.status = 'done' THEN 1.0 ELSE 0.0 END END
    ) AS progress,
    CASE
        WHEN r.computed IS NOT NULL THEN CASE
            WHEN r.kind = 'milestone' AND r.steps > 0 THEN 'steps'
            WHEN r.kind = 'milestone' AND (r.baseline IS NULL OR r.target IS NULL) THEN 'done_or_not'
            WHEN r.kind = 'count' AND r.baseline IS NULL THEN 'count_from_zero'
            ELSE 'computed' END
        WHEN r.progress_reported IS NOT NULL THEN 'reported_progress'
        WHEN r.kind = 'milestone' AND r.value IS NULL AND r.steps IS NULL AND r.status IS NOT NULL THEN 'done_or_not'
        WHEN r.value IS NULL THEN 'no_value'
        WHEN r.kind = 'maintain' THEN 'no_range'
        WHEN r.baseline IS NULL THEN 'no_baseline'
        WHEN r.target IS NULL THEN 'no_target'
        ELSE 'baseline_equals_target'
    END AS how,
    r.progress_reported, r.confidence, r.status, r.load_id, r.row_number, r.source, NULL AS inside
FROM reading r
WHERE r.kind IS DISTINCT FROM 'maintain' OR r.value IS NULL OR (r.lower IS NULL AND r.upper IS NULL);
