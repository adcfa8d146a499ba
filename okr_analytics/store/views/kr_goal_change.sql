-- One row per key result, field of its goal and load that changed it: what stood before, what stands since, from which cell.
-- A load that repeats a value or leaves it blank changes nothing.
CREATE OR REPLACE MACRO kr_goal_change(as_of, known) AS TABLE
WITH said AS (
    SELECT
        r.key AS key_result_key, r.row_number, l.place, l.load_id, l.load_as_of, l.file, r."where", r.cells,
        unnest([
            {'field': 'target', 'number': r.target, 'day': NULL::DATE},
            {'field': 'baseline', 'number': r.baseline, 'day': NULL},
            {'field': 'lower', 'number': r.lower, 'day': NULL},
            {'field': 'upper', 'number': r.upper, 'day': NULL},
            {'field': 'due', 'number': NULL, 'day': r.due}
        ]) AS f
    FROM key_result r
    JOIN loads_in_force(as_of, known) AS l USING (load_id)
    WHERE NOT r.implied
), followed AS (
    SELECT
        key_result_key, f.field AS field, load_id, load_as_of, file, coalesce(cells[f.field], "where") AS "where",
        lag(f.number) OVER along AS old_number, f.number AS new_number, lag(f."day") OVER along AS old_day, f."day" AS new_day
    FROM said
    WHERE f.number IS NOT NULL OR f."day" IS NOT NULL
    WINDOW along AS (PARTITION BY key_result_key, f.field ORDER BY place, row_number)
)
SELECT
    c.key_result_key, b.code, b.title, b.unit_key, b.unit, b.cycle_key, b.cycle, b.measure, c.field, c.load_as_of AS "date",
    c.old_number, c.new_number, c.old_day, c.new_day, c.load_id, c.file, c."where"
FROM followed c
JOIN kr_basis(as_of, known) b ON b.key_result_key = c.key_result_key
WHERE round(c.new_number - c.old_number, 9) <> 0 OR c.new_day <> c.old_day;
