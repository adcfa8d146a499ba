-- One row per effort line.
-- What a later load replaces is gone amount by amount: a file of actual hours leaves the plan alone.
CREATE OR REPLACE MACRO effort_now(as_of, known) AS TABLE
SELECT key, arg_max(COLUMNS(* EXCLUDE (key, recency)), recency)
FROM (
    SELECT
        r.* REPLACE (
            IF(coalesce(x.stated, false), NULL, r.stated) AS stated,
            IF(coalesce(x.planned, false), NULL, r.planned) AS planned,
            IF(coalesce(x.actual, false), NULL, r.actual) AS actual
        ),
        l.file,
        l.load_as_of,
        l.place * 10000000 + r.row_number AS recency
    FROM effort AS r
    JOIN loads_in_force(as_of, known) AS l USING (load_id)
    LEFT JOIN effort_replaced(as_of, known) AS x USING (load_id, row_number)
)
WHERE stated IS NOT NULL OR planned IS NOT NULL OR actual IS NOT NULL
GROUP BY key;
