-- One row per suppressed finding: the rule that is silent about an item, why, by whom, until when, and whether that still holds.
-- state: in force, expired (its last day is over), unused (nothing to silence on this day), unchecked (nothing computed yet).
CREATE OR REPLACE MACRO suppression_state(as_of, known) AS TABLE
WITH said AS (
    SELECT
        d.subject,
        d.payload->>'$.item_key' AS item_key,
        d.payload->>'$.code' AS code,
        d.payload->>'$.name' AS name,
        d.payload->>'$.title' AS title,
        d.payload->>'$.reason' AS reason,
        (d.payload->>'$.until')::DATE AS until,
        d.actor, d.decided_at, d.event
    FROM decision_now(as_of, known) d
    WHERE d.kind = 'suppression'
), computed AS (
    SELECT derived_id FROM derived_now(as_of, known) WHERE name = 'quality'
), silenced AS (
    SELECT DISTINCT f.item_key, f.code
    FROM quality_finding f
    WHERE f.suppressed AND f.derived_id IN (SELECT derived_id FROM computed)
)
SELECT
    s.subject, s.item_key, s.code, s.name, coalesce(k.title, o.title, s.title) AS title,
    coalesce(k.unit_key, o.unit_key) AS unit_key, coalesce(u.name, k.unit, o.unit) AS unit,
    coalesce(k.cycle_key, o.cycle_key) AS cycle_key, coalesce(c.name, k.cycle, o.cycle) AS cycle,
    s.reason, s.until, s.actor, s.decided_at, s.event,
    CASE
        WHEN s.until < as_of::DATE THEN 'expired'
        WHEN x.code IS NOT NULL THEN 'in force'
        WHEN EXISTS (SELECT 1 FROM computed) THEN 'unused'
        ELSE 'unchecked'
    END AS state
FROM said s
LEFT JOIN key_result_now(as_of, known) k ON k.key = s.item_key
LEFT JOIN objective_now(as_of, known) o ON o.key = s.item_key
LEFT JOIN unit_now(as_of, known) u ON u.key = coalesce(k.unit_key, o.unit_key)
LEFT JOIN cycle_now(as_of, known) c ON c.key = coalesce(k.cycle_key, o.cycle_key)
LEFT JOIN silenced x ON x.item_key = s.item_key AND x.code = s.code;
