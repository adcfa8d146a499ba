-- One row per scope that some load in force replaces, with the `place` of the last load that does.
CREATE OR REPLACE MACRO scopes_in_force(as_of, known) AS TABLE
SELECT s.* EXCLUDE (load_id), max(l.place) AS place
FROM load_scope AS s
JOIN loads_in_force(as_of, known) AS l USING (load_id)
GROUP BY ALL;
