-- One value: expected progress on a day without a plan of its own: a line from start to due.
-- A maintained range is expected to hold all the time; a milestone is expected in steps, the last one on the due day.
CREATE OR REPLACE MACRO expected_of(kind, steps, "first", "last", "day") AS
CASE
    WHEN kind = 'maintain' THEN 1.0
    WHEN kind = 'milestone' THEN
        floor(elapsed_of("first", "last", "day") * greatest(coalesce(steps, 1), 1) + 1e-9) / greatest(coalesce(steps, 1), 1)
    ELSE elapsed_of("first", "last", "day")
END::DOUBLE;
