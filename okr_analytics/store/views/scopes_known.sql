-- One row per scope that some load known by then replaces, with the `place` of the last load that does.
CREATE OR REPLACE MACRO scopes_known(as_of, known) AS TABLE
SELECT s.* EXCLUDE (load_id), max(l.place) AS place, max(l.load_as_of) AS load_as_of
FROM load_scope AS s
JOIN loads_known(as_of, known) AS l USING (load_id)
GROUP BY ALL;
