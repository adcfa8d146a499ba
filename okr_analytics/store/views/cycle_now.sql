-- One row per cycle; where the policy names it too, the policy's days count.
CREATE OR REPLACE MACRO cycle_now(as_of, known) AS TABLE
SELECT
    coalesce(s.key, p.key) AS key,
    s.* EXCLUDE (key) REPLACE (
        coalesce(p.name, s.name) AS name,
        coalesce(p."start", s."start") AS "start",
        coalesce(p."end", s."end") AS "end"
    )
FROM (
    SELECT key, arg_max(COLUMNS(* EXCLUDE (key, recency)), recency)
    FROM (
        SELECT r.*, l.file, l.load_as_of, l.place * 10000000 + r.row_number - IF(r.implied, 1000000000000000000, 0) AS recency
        FROM cycle AS r
        JOIN loads_in_force(as_of, known) AS l USING (load_id)
    )
    GROUP BY key
) AS s
FULL JOIN (
    SELECT * FROM policy_cycle WHERE event = (SELECT max(event) FROM policy WHERE event <= known)
) AS p ON p.key = s.key;
