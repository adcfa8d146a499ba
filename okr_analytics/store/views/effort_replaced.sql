-- One row per effort line of which a later load replaces the stated, planned or actual amount.
-- A line is replaced where its days lie within those of the scope, in the same unit and measure.
CREATE OR REPLACE MACRO effort_replaced(as_of, known) AS TABLE
SELECT
    r.load_id,
    r.row_number,
    bool_or(s.amount = 'stated') AS stated,
    bool_or(s.amount = 'planned') AS planned,
    bool_or(s.amount = 'actual') AS actual
FROM effort AS r
JOIN loads_in_force(as_of, known) AS l USING (load_id)
JOIN scopes_in_force(as_of, known) AS s
    ON s.kind = 'effort'
    AND s.place > l.place
    AND coalesce(s.unit_key, '') = coalesce(r.unit_key, '')
    AND coalesce(s.measure, '') = coalesce(r.measure, '')
    AND (s.person IS NULL OR s.person = r.person)
    AND CASE
        WHEN r."start" IS NULL THEN s."start" IS NULL AND s.period IS NOT DISTINCT FROM r.period
        ELSE r."start" >= s."start" AND coalesce(r."end", r."start") <= s."end"
    END
GROUP BY ALL;
