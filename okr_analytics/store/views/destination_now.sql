-- One row per key result that was accepted as something else, with the conversation its effort belongs to since that day.
CREATE OR REPLACE MACRO destination_now(as_of, known) AS TABLE
SELECT
    d.subject AS key_result_key,
    d.payload->>'$.destination' AS destination,
    conversation_of_destination(d.payload->>'$.destination') AS conversation,
    (d.payload->>'$.since')::DATE AS since,
    d.payload->>'$.code' AS code,
    d.actor, d.decided_at, d.event
FROM decision_now(as_of, known) d
WHERE d.kind = 'destination' AND (d.payload->>'$.since')::DATE <= as_of::DATE;
