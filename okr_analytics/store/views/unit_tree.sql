-- One row per unit and ancestor, the unit itself included at distance 0; a circle of parents ends where it closes.
CREATE OR REPLACE MACRO unit_tree(as_of, known) AS TABLE
WITH RECURSIVE named AS (
    SELECT key AS unit_key, coalesce(name, key) AS unit, parent_key FROM unit_now(as_of, known)
), walk AS (
    SELECT unit_key, unit_key AS ancestor_key, 0 AS distance, [unit_key] AS path
    FROM named
    UNION ALL
    SELECT w.unit_key, n.parent_key, w.distance + 1, list_append(w.path, n.parent_key)
    FROM walk w
    JOIN named n ON n.unit_key = w.ancestor_key
    WHERE n.parent_key IS NOT NULL AND NOT list_contains(w.path, n.parent_key)
)
SELECT w.unit_key, u.unit, w.ancestor_key, a.unit AS ancestor, w.distance
FROM walk w
JOIN named u ON u.unit_key = w.unit_key
JOIN named a ON a.unit_key = w.ancestor_key;
