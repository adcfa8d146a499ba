-- One row per key result: who owns it, and who contributes to it.
-- delivered_by: nobody, own (only the unit that owns it), shared (it and others), others (one unit owns it, others deliver).
CREATE OR REPLACE MACRO kr_fit(as_of, known) AS TABLE
WITH given AS (
    SELECT
        key_result_key,
        count(DISTINCT unit_key) AS contributors,
        count(DISTINCT unit_key) FILTER (WHERE NOT is_owner) AS others,
        bool_or(is_owner) AS by_owner,
        list_sort(list_distinct(list(unit) FILTER (WHERE NOT is_owner AND unit IS NOT NULL))) AS other_units
    FROM kr_contribution(as_of, known)
    GROUP BY key_result_key
)
SELECT
    b.key_result_key, b.code, b.title, b.objective_key, b.objective, b.unit_key, b.unit, b.cycle_key, b.cycle, b.owner,
    coalesce(g.contributors, 0) AS contributors, coalesce(g.others, 0) AS others,
    array_to_string(g.other_units, ', ') AS other_units,
    CASE
        WHEN coalesce(g.contributors, 0) = 0 THEN 'nobody' WHEN g.others = 0 THEN 'own'
        WHEN g.by_owner THEN 'shared' ELSE 'others'
    END AS delivered_by,
    b.load_id, b.file, b."where", b.cells
FROM kr_basis(as_of, known) b
LEFT JOIN given g ON g.key_result_key = b.key_result_key;
