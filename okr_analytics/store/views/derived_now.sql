-- One row per computed table (quality, forecast) that is kept for exactly this day and event.
CREATE OR REPLACE MACRO derived_now(as_of, known) AS TABLE
SELECT k.derived_id, k.name
FROM (SELECT d.derived_id, d.name, d.event, d.as_of AS computed_for FROM derived d) k
WHERE k.event = known AND k.computed_for = as_of::DATE;
