-- One value: progress of a reading, 1 = target reached, not clamped; NULL where it can't be computed.
-- A maintained range has no progress of one reading: kr_point counts its days in range.
CREATE OR REPLACE MACRO progress_of(kind, baseline, target, steps, value) AS
CASE
    WHEN value IS NULL OR kind = 'maintain' THEN NULL
    WHEN kind = 'milestone' AND steps > 0 THEN value / steps
    WHEN kind = 'milestone' AND (baseline IS NULL OR target IS NULL)
        THEN CASE WHEN value >= coalesce(target, 1) THEN 1.0 ELSE 0.0 END
    WHEN kind = 'count' THEN (value - coalesce(baseline, 0)) / nullif(target - coalesce(baseline, 0), 0)
    ELSE (value - baseline) / nullif(target - baseline, 0)
END::DOUBLE;
