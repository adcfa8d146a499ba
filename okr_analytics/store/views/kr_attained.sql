-- One row per finished key result that was hoped for, not promised: how much of it was attained at the end (0-1).
-- Promised ones, levels to be kept and cancelled ones say nothing about ambition and are left out.
CREATE OR REPLACE MACRO kr_attained(as_of, known) AS TABLE
SELECT
    s.key_result_key, s.code, s.title, s.objective_key, s.objective, s.unit_key, s.unit, s.cycle_key, s.cycle,
    c."end" AS cycle_end,
    least(greatest(s.progress, 0.0), 1.0) AS attained,
    s.load_id, s.file, s."where", s.cells
FROM kr_state(as_of, known) s
JOIN cycle_state(as_of, known) c ON c.cycle_key = s.cycle_key
WHERE s.is_closed AND s.progress IS NOT NULL AND c."end" IS NOT NULL
  AND s.kind IS DISTINCT FROM 'maintain'
  AND s.status_reported IS DISTINCT FROM 'cancelled'
  AND NOT coalesce(lower(s.ambition) LIKE 'commit%', false);
