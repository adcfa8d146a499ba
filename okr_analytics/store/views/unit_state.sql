-- One row per unit, with its level (0 = the whole organisation) and its place in the tree.
-- Level: as stated, else one below the nearest stated ancestor, else counted from the root. A root with units below
-- it, or the only unit, is the whole; a unit without parent and children stands directly below the whole.
CREATE OR REPLACE MACRO unit_state(as_of, known) AS TABLE
WITH named AS (
    SELECT u.*, coalesce(u.name, u.key) AS unit FROM unit_now(as_of, known) u
), tree AS (
    SELECT t.unit_key, t.ancestor_key, t.distance, n.level AS level_stated
    FROM unit_tree(as_of, known) t
    JOIN named n ON n.key = t.ancestor_key
), above AS (
    SELECT
        unit_key,
        max(distance) AS depth,
        arg_min(level_stated + distance, distance) FILTER (WHERE level_stated IS NOT NULL) AS level_by_stated,
        arg_max(ancestor_key, distance) AS root_key
    FROM tree
    GROUP BY unit_key
), below AS (
    SELECT ancestor_key AS unit_key, count(*) - 1 AS units_below, count(*) FILTER (WHERE distance = 1) AS children
    FROM tree
    GROUP BY ancestor_key
)
SELECT
    n.key AS unit_key,
    n.unit,
    n.parent_key,
    p.unit AS parent,
    a.root_key,
    coalesce(
        a.level_by_stated,
        a.depth + CASE WHEN r.units_below > 0 OR (SELECT count(*) FROM named) = 1 THEN 0 ELSE 1 END
    )::INTEGER AS level,
    b.children,
    b.units_below,
    n.kind,
    n.lead,
    n.capacity,
    n.implied,
    n.load_id,
    n.file,
    n."where",
    n.cells
FROM named n
JOIN above a ON a.unit_key = n.key
JOIN below b ON b.unit_key = n.key
JOIN below r ON r.unit_key = a.root_key
LEFT JOIN named p ON p.key = n.parent_key;
