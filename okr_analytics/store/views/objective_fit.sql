-- One row per objective: how it hangs in the tree, and what stands in the way of delivering it as the structure is.
-- direction: top (of the whole organisation), top_down (hangs on an objective of another unit), own_line (on one of its own
-- unit), bottom_up (set by the unit itself), unknown (no sheet says whose it is).
-- barrier, the first that holds: no_key_results, nobody_owns (neither it nor a key result has an owner or a unit),
-- nobody_contributes (no initiative, project or effort on any of its key results, in a cycle in which such work is known),
-- others_not_committed (other units contribute, and no objective of theirs hangs on it).
CREATE OR REPLACE MACRO objective_fit(as_of, known) AS TABLE
WITH stated AS MATERIALIZED (
    SELECT key, code, coalesce(title, code) AS title, unit_key, unit, cycle_key, cycle, owner, parent_key, load_id, file, "where", cells
    FROM objective_now(as_of, known)
), contribution AS MATERIALIZED (
    SELECT key_result_key, objective_key, cycle_key, unit_key, unit, is_owner FROM kr_contribution(as_of, known)
), worked_on AS (
    SELECT DISTINCT key_result_key FROM contribution
), fit AS (
    SELECT
        k.objective_key,
        count(*) AS key_results,
        count(w.key_result_key) AS with_work,
        bool_or(k.owner IS NOT NULL OR k.unit_key IS NOT NULL) AS owned
    FROM key_result_now(as_of, known) k
    LEFT JOIN worked_on w ON w.key_result_key = k.key
    GROUP BY k.objective_key
), uncommitted AS (
    SELECT c.objective_key, list_sort(list_distinct(list(c.unit))) AS units
    FROM contribution c
    LEFT JOIN stated m ON m.parent_key = c.objective_key AND m.unit_key = c.unit_key
    WHERE NOT c.is_owner AND m.key IS NULL AND c.unit IS NOT NULL
    GROUP BY c.objective_key
)
SELECT
    o.key AS objective_key, o.code, o.title, o.unit_key, coalesce(s.unit, o.unit) AS unit, o.cycle_key,
    coalesce(y.cycle, o.cycle) AS cycle, o.owner, o.parent_key, p.title AS parent, coalesce(f.key_results, 0) AS key_results,
    CASE
        WHEN s.level = 0 THEN 'top' WHEN o.unit_key IS NULL THEN 'unknown' WHEN o.parent_key IS NULL THEN 'bottom_up'
        WHEN p.unit_key IS NOT DISTINCT FROM o.unit_key THEN 'own_line' ELSE 'top_down'
    END AS direction,
    CASE
        WHEN coalesce(f.key_results, 0) = 0 THEN 'no_key_results'
        WHEN o.owner IS NULL AND o.unit_key IS NULL AND NOT f.owned THEN 'nobody_owns'
        WHEN f.with_work = 0 AND o.cycle_key IN (SELECT cycle_key FROM contribution) THEN 'nobody_contributes'
        WHEN u.units IS NOT NULL THEN 'others_not_committed'
    END AS barrier,
    array_to_string(u.units, ', ') AS others_not_committed,
    o.load_id, o.file, o."where", o.cells
FROM stated o
LEFT JOIN stated p ON p.key = o.parent_key
LEFT JOIN unit_state(as_of, known) s ON s.unit_key = o.unit_key
LEFT JOIN cycle_state(as_of, known) y ON y.cycle_key = o.cycle_key
LEFT JOIN fit f ON f.objective_key = o.key
LEFT JOIN uncommitted u ON u.objective_key = o.key;
