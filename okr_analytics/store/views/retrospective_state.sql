-- One row per thing that a unit wrote down at the end of a cycle: what to keep, what to change, what was learned.
CREATE OR REPLACE MACRO retrospective_state(as_of, known) AS TABLE
SELECT
    r.key AS retrospective_key, r.kind, r.note, r.unit_key, coalesce(u.unit, r.unit) AS unit, u.level, r.cycle_key,
    coalesce(c.cycle, r.cycle) AS cycle, r.load_id, r.file, r."where", r.cells
FROM retrospective_now(as_of, known) r
LEFT JOIN unit_state(as_of, known) u ON u.unit_key = r.unit_key
LEFT JOIN cycle_state(as_of, known) c ON c.cycle_key = r.cycle_key
WHERE trim(coalesce(r.note, '')) <> '';
