-- One row per named status rule; equal to policy.STATUS_RULES, which a test holds.
CREATE OR REPLACE MACRO status_rules(as_of, known) AS TABLE
SELECT r.*
FROM (VALUES
    ('gap', 'gap', 0.10::DOUBLE, 0.25::DOUBLE),
    ('gap_strict', 'gap', 0.0, 0.25),
    ('gap_thirds', 'gap', 0.165, 0.33),
    ('ratio', 'ratio', 0.95, 0.85),
    ('ratio_wide', 'ratio', 0.95, 0.75),
    ('absolute', 'absolute', 0.90, 0.75),
    ('probability', 'probability', 0.60, 0.30)
) AS r (name, measure, on_track, at_risk);
