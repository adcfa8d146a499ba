-- One row per key result with its grade and its findings; grade is NULL where no grades were computed for this day and event.
-- moved_to: where it was accepted to belong instead; from then on it is no key result any more and has no grade.
-- form: what kind of thing its text is, by the rules on framing and measure: an outcome, else what it was taken for.
CREATE OR REPLACE MACRO quality_state(as_of, known) AS TABLE
WITH grade AS (
    SELECT g.key_result_key, g.grade, g.errors, g.warnings, g."index" AS index_points
    FROM quality_grade g
    WHERE g.derived_id IN (SELECT derived_id FROM derived_now(as_of, known) WHERE name = 'quality')
    QUALIFY row_number() OVER (PARTITION BY g.key_result_key ORDER BY g.derived_id DESC) = 1
), finding AS (
    SELECT
        item_key,
        count(*) AS findings,
        list(DISTINCT code ORDER BY code) AS codes,
        min(destination) AS destination,
        count(*) FILTER (WHERE is_new) AS findings_new
    FROM finding_state(as_of, known)
    WHERE item_kind = 'key_result'
    GROUP BY item_key
)
SELECT
    b.key_result_key, b.code, b.title, b.objective_key, b.objective, b.unit_key, b.unit, b.cycle_key, b.cycle, b.owner,
    b.kind, b.measure, b.baseline, b.target, b.due,
    g.grade, g.errors, g.warnings, g.index_points,
    CASE WHEN g.grade IS NOT NULL THEN coalesce(f.findings, 0) END AS findings,
    CASE WHEN g.grade IS NOT NULL THEN coalesce(f.findings_new, 0) END AS findings_new,
    f.codes, f.destination,
    CASE
        WHEN g.grade IS NULL THEN NULL
        WHEN list_has_any(f.codes, ['KR101', 'KR102', 'KR105']) THEN 'task'
        WHEN list_has_any(f.codes, ['KR103', 'KR104']) THEN 'output'
        WHEN list_has_any(f.codes, ['KR106', 'KR107']) THEN 'level'
        WHEN list_has_any(f.codes, ['KR201']) THEN 'unmeasured'
        ELSE 'outcome'
    END AS form,
    m.destination AS moved_to,
    b.load_id, b.file, b."where", b.cells
FROM kr_basis(as_of, known) b
LEFT JOIN grade g ON g.key_result_key = b.key_result_key
LEFT JOIN finding f ON f.item_key = b.key_result_key
LEFT JOIN destination_now(as_of, known) m ON m.key_result_key = b.key_result_key;
