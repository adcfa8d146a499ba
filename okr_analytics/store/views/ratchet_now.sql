-- One row per finding that was known when the standard was set for new key results only.
CREATE OR REPLACE MACRO ratchet_now(as_of, known) AS TABLE
SELECT
    unnest(from_json(d.payload->'$.fingerprints', '["VARCHAR"]')) AS fingerprint,
    (d.payload->>'$.recorded')::DATE AS recorded,
    d.actor, d.decided_at, d.event
FROM decision_now(as_of, known) d
WHERE d.kind = 'ratchet';
