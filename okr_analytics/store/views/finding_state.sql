-- One row per open quality finding computed for this day and event, with its item; suppressed ones are left out.
-- is_new: whether it wasn't among the findings recorded when the standard was set for new key results only; NULL where none was.
-- The kind stands inside the joined value: as a condition of its own it made 20,000 findings thirty times slower.
CREATE OR REPLACE MACRO finding_state(as_of, known) AS TABLE
WITH recorded AS (
    SELECT DISTINCT fingerprint FROM ratchet_now(as_of, known)
)
SELECT
    f.item_kind, f.item_key, f.code, f.name, f.severity, f.message, f.suggestion, f.destination, f.source,
    f.span_start, f.span_end, f.spans, f.fingerprint, f.points,
    CASE WHEN EXISTS (SELECT 1 FROM decision_now(as_of, known) d WHERE d.kind = 'ratchet')
        THEN f.fingerprint NOT IN (SELECT r.fingerprint FROM recorded r) END AS is_new,
    coalesce(v.votes, 0) AS votes,
    coalesce(k.code, o.code) AS item_code,
    coalesce(k.title, o.title, k.code, o.code) AS title,
    coalesce(k.unit_key, o.unit_key) AS unit_key,
    coalesce(u.name, k.unit, o.unit) AS unit,
    coalesce(k.cycle_key, o.cycle_key) AS cycle_key,
    coalesce(c.name, k.cycle, o.cycle) AS cycle,
    coalesce(k.objective_key, o.key) AS objective_key,
    coalesce(k.load_id, o.load_id) AS load_id,
    coalesce(k.file, o.file) AS file,
    coalesce(k."where", o."where") AS "where",
    coalesce(k.cells, o.cells) AS cells
FROM quality_finding f
LEFT JOIN key_result_now(as_of, known) k ON k.key = CASE WHEN f.item_kind = 'key_result' THEN f.item_key END
LEFT JOIN objective_now(as_of, known) o ON o.key = CASE WHEN f.item_kind = 'objective' THEN f.item_key ELSE k.objective_key END
LEFT JOIN unit_now(as_of, known) u ON u.key = coalesce(k.unit_key, o.unit_key)
LEFT JOIN cycle_now(as_of, known) c ON c.key = coalesce(k.cycle_key, o.cycle_key)
LEFT JOIN vote_now(as_of, known) v ON v.code = f.code AND v.item_key = f.item_key
WHERE NOT f.suppressed AND f.derived_id IN (SELECT derived_id FROM derived_now(as_of, known) WHERE name = 'quality');
