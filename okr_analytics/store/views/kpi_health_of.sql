-- One value: the health of a reading against the range that held on its day; unknown where there is none.
-- Where higher (lower) is better, the upper (lower) end of the range doesn't count against it. Without a range, the target decides.
CREATE OR REPLACE MACRO kpi_health_of(direction, healthy_low, healthy_high, warning_low, warning_high, target, value) AS
CASE
    WHEN value IS NULL THEN 'unknown'
    WHEN (healthy_low IS NOT NULL AND direction IS DISTINCT FROM 'lower') OR (healthy_high IS NOT NULL AND direction IS DISTINCT FROM 'higher') THEN CASE
        WHEN value < healthy_low AND direction IS DISTINCT FROM 'lower' THEN CASE WHEN value >= warning_low THEN 'warning' ELSE 'unhealthy' END
        WHEN value > healthy_high AND direction IS DISTINCT FROM 'higher' THEN CASE WHEN value <= warning_high THEN 'warning' ELSE 'unhealthy' END
        ELSE 'healthy' END
    WHEN target IS NULL THEN 'unknown'
    WHEN direction = 'higher' THEN CASE WHEN value >= target THEN 'healthy' WHEN value >= warning_low THEN 'warning' ELSE 'unhealthy' END
    WHEN direction = 'lower' THEN CASE WHEN value <= target THEN 'healthy' WHEN value <= warning_high THEN 'warning' ELSE 'unhealthy' END
    ELSE 'unknown'
END;
