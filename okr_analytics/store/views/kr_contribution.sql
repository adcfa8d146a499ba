-- One row per key result, unit and way of contributing: initiative, project (led or taken part in) or effort booked on it.
-- What serves an objective serves each of its key results; work of a unit that nobody names is the key result's own unit's.
CREATE OR REPLACE MACRO kr_contribution(as_of, known) AS TABLE
WITH basis AS (
    SELECT key_result_key, objective_key, unit_key, cycle_key FROM kr_basis(as_of, known)
), named AS (
    SELECT key AS unit_key, lower(trim(name)) AS folded, name FROM unit_now(as_of, known)
), told AS (
    SELECT b.key_result_key, coalesce(i.unit_key, b.unit_key) AS unit_key, 'initiative' AS how, i.load_id, i.file, i."where"
    FROM initiative_now(as_of, known) i
    JOIN basis b ON b.key_result_key = i.key_result_key OR (i.key_result_key IS NULL AND b.objective_key = i.objective_key)
    WHERE i.status IS DISTINCT FROM 'cancelled'
    UNION ALL
    SELECT b.key_result_key, coalesce(p.unit_key, b.unit_key), 'project', p.load_id, p.file, p."where"
    FROM project_now(as_of, known) p
    JOIN basis b ON b.key_result_key = p.key_result_key
    WHERE p.status IS DISTINCT FROM 'cancelled'
    UNION ALL
    SELECT p.key_result_key, n.unit_key, 'project', p.load_id, p.file, p."where"
    FROM (SELECT *, unnest(contributing_units) AS other FROM project_now(as_of, known)) p
    JOIN basis b ON b.key_result_key = p.key_result_key
    JOIN named n ON n.folded = lower(trim(p.other))
    WHERE p.status IS DISTINCT FROM 'cancelled'
    UNION ALL
    SELECT b.key_result_key, coalesce(e.unit_key, b.unit_key), 'effort', e.load_id, e.file, e."where"
    FROM effort_entry(as_of, known) e
    JOIN basis b
        ON b.key_result_key = e.key_result_key OR (e.item_kind = 'objective' AND b.objective_key = e.item_key)
)
SELECT
    t.key_result_key, b.objective_key, b.cycle_key, t.unit_key, any_value(n.name) AS unit, t.how, count(*) AS entries,
    b.unit_key IS NOT DISTINCT FROM t.unit_key AS is_owner,
    min(t.load_id) AS load_id, arg_min(t.file, t.load_id) AS file, arg_min(t."where", t.load_id) AS "where"
FROM told t
JOIN basis b ON b.key_result_key = t.key_result_key
LEFT JOIN named n ON n.unit_key = t.unit_key
GROUP BY t.key_result_key, b.objective_key, b.cycle_key, t.unit_key, b.unit_key, t.how;
