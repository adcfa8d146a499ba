-- One row per initiative or experiment.
-- A field that a later file leaves blank keeps its last value; load_id, where and cells are those of the last row.
CREATE OR REPLACE MACRO initiative_now(as_of, known) AS TABLE
SELECT key, arg_max(COLUMNS(* EXCLUDE (key, recency)), recency)
FROM (
    SELECT r.*, l.file, l.load_as_of, l.place * 10000000 + r.row_number AS recency
    FROM initiative AS r
    JOIN loads_in_force(as_of, known) AS l USING (load_id)
    WHERE NOT EXISTS (
        FROM scopes_in_force(as_of, known) AS s
        WHERE s.kind = 'initiative' AND s.place > l.place AND s.unit_key IS NOT DISTINCT FROM r.unit_key
          AND s.item_key IS NOT DISTINCT FROM coalesce(r.key_result_key, r.objective_key)
    )
)
GROUP BY key;
