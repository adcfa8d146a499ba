-- One value: planned progress on a day of a stretch of kr_plan; after the last point the plan stays where it is.
CREATE OR REPLACE MACRO planned_of(from_date, to_date, from_progress, to_progress, "day") AS
CASE
    WHEN to_date IS NULL OR "day" <= from_date THEN from_progress
    ELSE from_progress + (to_progress - from_progress) * ("day" - from_date) / nullif(to_date - from_date, 0)
END::DOUBLE;
