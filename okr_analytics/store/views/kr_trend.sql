-- One row per key result and check-in date: value, progress and what was expected on that day.
-- status is the colour of the key result's rule on that day (the gap rule where it asks for a forecast).
CREATE OR REPLACE MACRO kr_trend(as_of, known) AS TABLE
WITH drawn AS NOT MATERIALIZED (
    SELECT
        b.key_result_key, b.code, b.title, b.objective_key, b.objective, b.unit_key, b.unit, b.cycle_key, b.cycle,
        b.measure, b.kind, b.target, b.rule, b.rule_measure, b.rule_on_track, b.rule_at_risk,
        p."date", p.value, p.progress, p.how, p.confidence, p.status AS status_reported,
        p.load_id, CASE WHEN p.source = 'check_in' THEN p.row_number END AS check_in_row,
        CASE WHEN p.source = 'current' THEN p.row_number END AS key_result_row,
        coalesce(
            planned_of(s.from_date, s.to_date, s.from_progress, s.to_progress, p."date"),
            expected_of(b.kind, b.steps, b."start", b.due, p."date")
        ) AS expected
    FROM kr_point(as_of, known) p
    JOIN kr_basis(as_of, known) b ON b.key_result_key = p.key_result_key
    LEFT JOIN kr_plan(as_of, known) s
        ON s.key_result_key = p.key_result_key AND s.from_date <= p."date" AND coalesce(s.to_date > p."date", true)
)
SELECT
    d.key_result_key, d.code, d.title, d.objective_key, d.objective, d.unit_key, d.unit, d.cycle_key, d.cycle,
    d.measure, d.kind, d."date", d.value, d.target, d.progress, d.how, d.expected,
    d.expected - d.progress AS gap,
    CASE WHEN d.expected >= 0.05 THEN d.progress / d.expected END AS pace,
    CASE WHEN d.rule_measure = 'probability' THEN status_of('gap', 0.10, 0.25, d.progress, d.expected, NULL)
        ELSE status_of(d.rule_measure, d.rule_on_track, d.rule_at_risk, d.progress, d.expected, NULL) END AS status,
    d.status_reported, coalesce(c.status_word, k.status_word) AS status_word, d.confidence,
    coalesce(c.progress_note, k.comment) AS progress_note, c.problems, c.plans, coalesce(c.author, k.owner) AS author,
    d.load_id, f.file, coalesce(c."where", k."where") AS "where", coalesce(c.cells, k.cells) AS cells
FROM drawn d
LEFT JOIN check_in c ON c.load_id = d.load_id AND c.row_number = d.check_in_row
LEFT JOIN key_result k ON k.load_id = d.load_id AND k.row_number = d.key_result_row
LEFT JOIN loads_known(as_of, known) f ON f.load_id = d.load_id;
