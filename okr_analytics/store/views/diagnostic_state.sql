-- One row per diagnostic of a load in force.
CREATE OR REPLACE MACRO diagnostic_state(as_of, known) AS TABLE
SELECT f.load_id, f.file, f.load_as_of, d.code, d.severity, d.message, d.advice, d."where"
FROM load_diagnostic d
JOIN loads_in_force(as_of, known) f ON f.load_id = d.load_id;
