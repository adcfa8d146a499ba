-- One row per key result and status rule: the colour that rule gives, beside the colour in force.
-- Only rules whose numbers are there: `probability` appears for key results with a forecast.
CREATE OR REPLACE MACRO kr_as_colored(as_of, known) AS TABLE
SELECT
    k.key_result_key, k.code, k.title, k.objective_key, k.objective, k.unit_key, k.unit, k.cycle_key, k.cycle, k.owner,
    k.progress, k.expected, k.status_rule AS rule_in_force, k.status_by_rule AS status_in_force, k.outdated,
    r.name AS rule,
    status_of(r.measure, r.on_track, r.at_risk, k.progress, k.expected, k.p_hit) AS status,
    status_of(r.measure, r.on_track, r.at_risk, k.progress, k.expected, k.p_hit) IS DISTINCT FROM k.status_by_rule AS changes,
    k.load_id, k.file, k."where"
FROM kr_state(as_of, known) k
CROSS JOIN status_rules(as_of, known) r
WHERE k.status_reported IS DISTINCT FROM 'cancelled' AND (r.measure <> 'probability' OR k.p_hit IS NOT NULL);
