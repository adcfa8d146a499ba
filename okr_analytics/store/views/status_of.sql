-- One value: the colour that a rule gives to a progress; NULL where the rule lacks a number it needs.
-- Differences are rounded to 9 places, so that a gap of exactly 10 points counts as 10 points.
CREATE OR REPLACE MACRO status_of(measure, on_track, at_risk, progress, expected, p_hit) AS
CASE measure
    WHEN 'gap' THEN CASE
        WHEN round(expected - progress, 9) <= on_track THEN 'on_track'
        WHEN round(expected - progress, 9) <= at_risk THEN 'at_risk'
        WHEN expected - progress IS NOT NULL THEN 'off_track' END
    WHEN 'ratio' THEN CASE
        WHEN expected <= 0 AND progress >= 0 THEN 'on_track'
        WHEN expected <= 0 AND progress < 0 THEN 'off_track'
        WHEN round(progress / nullif(expected, 0), 9) >= on_track THEN 'on_track'
        WHEN round(progress / nullif(expected, 0), 9) >= at_risk THEN 'at_risk'
        WHEN progress / nullif(expected, 0) IS NOT NULL THEN 'off_track' END
    WHEN 'absolute' THEN CASE
        WHEN round(progress, 9) >= on_track THEN 'on_track'
        WHEN round(progress, 9) >= at_risk THEN 'at_risk'
        WHEN progress IS NOT NULL THEN 'off_track' END
    WHEN 'probability' THEN CASE
        WHEN round(p_hit, 9) >= on_track THEN 'on_track'
        WHEN round(p_hit, 9) >= at_risk THEN 'at_risk'
        WHEN p_hit IS NOT NULL THEN 'off_track' END
END;
