-- One row per strategic project.
-- A field that a later file leaves blank keeps its last value; load_id, where and cells are those of the last row.
CREATE OR REPLACE MACRO project_now(as_of, known) AS TABLE
SELECT key, arg_max(COLUMNS(* EXCLUDE (key, recency)), recency)
FROM (
    SELECT r.*, l.file, l.load_as_of, l.place * 10000000 + r.row_number - IF(r.implied, 1000000000000000000, 0) AS recency
    FROM project AS r
    JOIN loads_in_force(as_of, known) AS l USING (load_id)
    WHERE NOT EXISTS (
        FROM scopes_in_force(as_of, known) AS s
        WHERE s.kind = 'project' AND s.place > l.place AND s.unit_key IS NOT DISTINCT FROM r.unit_key
    )
)
GROUP BY key;
