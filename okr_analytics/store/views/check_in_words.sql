-- One row per check-in that a sheet of check-ins states: which of the three Ps (progress, problems, plans) it says.
CREATE OR REPLACE MACRO check_in_words(as_of, known) AS TABLE
SELECT
    p.key_result_key, b.code, b.title, b.objective_key, b.objective, b.unit_key, b.unit, b.cycle_key, b.cycle, b.owner,
    p."date", date_trunc('week', p."date")::DATE AS week,
    trim(coalesce(c.progress_note, '')) <> '' AS says_progress,
    trim(coalesce(c.problems, '')) <> '' AS says_problems,
    trim(coalesce(c.plans, '')) <> '' AS says_plans,
    c.load_id, f.file, c."where", c.cells
FROM kr_point(as_of, known) p
JOIN kr_basis(as_of, known) b ON b.key_result_key = p.key_result_key
JOIN check_in c ON c.load_id = p.load_id AND c.row_number = p.row_number
LEFT JOIN loads_known(as_of, known) f ON f.load_id = p.load_id
WHERE p.source = 'check_in';
