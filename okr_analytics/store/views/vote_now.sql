-- One row per rule and item that somebody called not useful, with how many people did.
CREATE OR REPLACE MACRO vote_now(as_of, known) AS TABLE
SELECT
    d.payload->>'$.code' AS code,
    any_value(d.payload->>'$.name') AS name,
    d.payload->>'$.item_key' AS item_key,
    any_value(d.payload->>'$.title') AS title,
    count(*) AS votes,
    string_agg(DISTINCT d.actor, ', ' ORDER BY d.actor) AS voters,
    max(d.decided_at) AS decided_at
FROM decision_now(as_of, known) d
WHERE d.kind = 'vote'
GROUP BY 1, 3;
