-- One row per kind and subject of what people decided: the latest word up to the known event; what was withdrawn is left out.
CREATE OR REPLACE MACRO decision_now(as_of, known) AS TABLE
SELECT kind, subject, told.event AS event, told.actor AS actor, told.decided_at AS decided_at, told.payload AS payload
FROM (
    SELECT d.kind, d.subject, arg_max({'event': d.event, 'actor': d.actor, 'decided_at': d."time", 'payload': d.payload}, d.event) AS told
    FROM decision d
    WHERE d.event <= known
    GROUP BY d.kind, d.subject
)
WHERE told.payload <> 'null';
