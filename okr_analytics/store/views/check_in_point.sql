-- One row per key result and day with a check-in, narrow, of all days: what check_in_now says without texts and cells.
-- It doesn't depend on the day asked for, so it is made once per write. Few days have two rows: only those are put together.
CREATE OR REPLACE MACRO check_in_point(as_of, known) AS TABLE
WITH replaced AS (
    SELECT r.load_id, r.row_number
    FROM check_in AS r
    JOIN loads_known(as_of, known) AS l USING (load_id)
    JOIN scopes_known(as_of, known) AS s
        ON s.item_key = r.key_result_key AND s.kind = 'check_in' AND s.place > l.place AND r."date" BETWEEN s."start" AND s."end"
), said AS MATERIALIZED (
    SELECT
        r.key_result_key, coalesce(r."date", l.load_as_of) AS "date", r.value, r.progress, r.confidence, r.status,
        r.load_id, r.row_number, 'check_in' AS source, l.place * 10000000 + r.row_number AS recency
    FROM check_in AS r
    JOIN loads_known(as_of, known) AS l USING (load_id)
    ANTI JOIN replaced x ON x.load_id = r.load_id AND x.row_number = r.row_number
    WHERE r.key_result_key IS NOT NULL
    UNION ALL
    SELECT
        r.key, l.load_as_of, r.current, r.progress, r.confidence, r.status, r.load_id, r.row_number, 'current',
        l.place * 10000000 + r.row_number - 1000000000000000000
    FROM key_result AS r
    JOIN loads_known(as_of, known) AS l USING (load_id)
    WHERE r.current IS NOT NULL OR r.progress IS NOT NULL
), twice AS MATERIALIZED (
    SELECT key_result_key, "date" FROM said GROUP BY ALL HAVING count(*) > 1
)
SELECT s.* EXCLUDE (recency)
FROM said s
ANTI JOIN twice t ON t.key_result_key = s.key_result_key AND t."date" = s."date"
UNION ALL
SELECT key_result_key, "date", arg_max(COLUMNS(s.* EXCLUDE (key_result_key, "date", recency)), recency)
FROM said s
SEMI JOIN twice t ON t.key_result_key = s.key_result_key AND t."date" = s."date"
GROUP BY key_result_key, "date";
