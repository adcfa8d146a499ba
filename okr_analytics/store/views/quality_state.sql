-- One row per key result with its grade and its findings; grade is NULL where no grades were computed for this day and event.
CREATE OR REPLACE MACRO quality_state(as_of, known) AS TABLE
WITH grade AS (
    SELECT g.key_result_key, g.grade, g.errors, g.warnings
    FROM quality_grade g
    WHERE g.derived_id IN (SELECT derived_id FROM derived_now(as_of, known) WHERE name = 'quality')
    QUALIFY row_number() OVER (PARTITION BY g.key_result_key ORDER BY g.derived_id DESC) = 1
), finding AS (
    SELECT item_key, count(*) AS findings, list(DISTINCT code ORDER BY code) AS codes, min(destination) AS destination
    FROM finding_state(as_of, known)
    WHERE item_kind = 'key_result'
    GROUP BY item_key
)
SELECT
    b.key_result_key, b.code, b.title, b.objective_key, b.objective, b.unit_key, b.unit, b.cycle_key, b.cycle, b.owner,
    b.kind, b.measure, b.baseline, b.target, b.due,
    g.grade, g.errors, g.warnings,
    CASE WHEN g.grade IS NOT NULL THEN coalesce(f.findings, 0) END AS findings,
    f.codes, f.destination,
    b.load_id, b.file, b."where", b.cells
FROM kr_basis(as_of, known) b
LEFT JOIN grade g ON g.key_result_key = b.key_result_key
LEFT JOIN finding f ON f.item_key = b.key_result_key;
