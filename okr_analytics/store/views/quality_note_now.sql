-- One row per sentence about what couldn't be judged on this day and event.
CREATE OR REPLACE MACRO quality_note_now(as_of, known) AS TABLE
SELECT n.note
FROM quality_note n
WHERE n.derived_id IN (SELECT derived_id FROM derived_now(as_of, known) WHERE name = 'quality');
