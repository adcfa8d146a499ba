-- One row per unit and cycle in which anybody has OKRs: whether the unit has its own.
CREATE OR REPLACE MACRO unit_reach(as_of, known) AS TABLE
WITH owned AS (
    SELECT b.unit_key, b.cycle_key, count(*) AS key_results, count(DISTINCT b.objective_key) AS objectives
    FROM kr_basis(as_of, known) b
    WHERE b.unit_key IS NOT NULL
    GROUP BY b.unit_key, b.cycle_key
), held AS (
    SELECT DISTINCT cycle_key FROM owned
)
SELECT
    u.unit_key, u.unit, u.parent_key, u.parent, u.level, h.cycle_key, c.cycle, c."start", c."end",
    coalesce(o.key_results, 0) AS key_results, coalesce(o.objectives, 0) AS objectives,
    o.unit_key IS NOT NULL AS has_okrs,
    u.load_id, u.file, u."where", u.cells
FROM unit_state(as_of, known) u
CROSS JOIN held h
LEFT JOIN owned o ON o.unit_key = u.unit_key AND o.cycle_key IS NOT DISTINCT FROM h.cycle_key
LEFT JOIN cycle_state(as_of, known) c ON c.cycle_key = h.cycle_key;
