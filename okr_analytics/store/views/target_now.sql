-- One row per phased target of a key result or KPI and day.
-- A field that a later file leaves blank keeps its last value; load_id, where and cells are those of the last row.
CREATE OR REPLACE MACRO target_now(as_of, known) AS TABLE
SELECT key, arg_max(COLUMNS(* EXCLUDE (key, recency)), recency)
FROM (
    SELECT r.*, l.file, l.load_as_of, l.place * 10000000 + r.row_number AS recency
    FROM target AS r
    JOIN loads_in_force(as_of, known) AS l USING (load_id)
    WHERE NOT EXISTS (
        FROM scopes_in_force(as_of, known) AS s
        WHERE s.kind = 'target' AND s.place > l.place AND s.item_key IS NOT DISTINCT FROM coalesce(r.key_result_key, r.kpi_key)
    )
)
GROUP BY key;
