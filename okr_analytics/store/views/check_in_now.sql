-- One row per key result and day with a check-in; days after the as-of day don't count yet.
-- The current value in a sheet of key results is a check-in on that load's as-of day (source 'current').
CREATE OR REPLACE MACRO check_in_now(as_of, known) AS TABLE
SELECT key_result_key, date, arg_max(COLUMNS(* EXCLUDE (key_result_key, date, recency)), recency)
FROM (
    SELECT
        r.* REPLACE (coalesce(r.date, l.load_as_of) AS date),
        'check_in' AS source,
        l.file,
        l.load_as_of,
        l.place * 10000000 + r.row_number AS recency
    FROM check_in AS r
    JOIN loads_known(as_of, known) AS l USING (load_id)
    WHERE r.key_result_key IS NOT NULL AND NOT EXISTS (
        FROM scopes_known(as_of, known) AS s
        WHERE s.kind = 'check_in' AND s.place > l.place AND s.item_key = r.key_result_key
          AND r.date BETWEEN s."start" AND s."end"
    )
    UNION ALL BY NAME
    SELECT
        r.load_id,
        r.row_number,
        r.key,
        r.key AS key_result_key,
        coalesce(r.code, r.title) AS key_result,
        r.unit,
        r.cycle,
        l.load_as_of AS date,
        r.current AS value,
        r.progress,
        r.confidence,
        r.status,
        r.status_word,
        r.comment AS progress_note,
        r.owner AS author,
        r."where",
        r.cells,
        'current' AS source,
        l.file,
        l.load_as_of,
        l.place * 10000000 + r.row_number - 1000000000000000000 AS recency
    FROM key_result AS r
    JOIN loads_known(as_of, known) AS l USING (load_id)
    WHERE r.current IS NOT NULL OR r.progress IS NOT NULL
)
WHERE date <= as_of
GROUP BY key_result_key, date;
