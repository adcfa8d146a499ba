-- One row per key result that was accepted as something else, with where it went and by whom.
CREATE OR REPLACE MACRO destination_state(as_of, known) AS TABLE
SELECT
    d.key_result_key, b.code, b.title, b.objective_key, b.objective, b.unit_key, b.unit, b.cycle_key, b.cycle,
    d.destination, d.conversation, d.since, d.code AS rule, d.actor, d.decided_at, d.event,
    b.load_id, b.file, b."where", b.cells
FROM destination_now(as_of, known) d
JOIN kr_basis(as_of, known) b ON b.key_result_key = d.key_result_key;
