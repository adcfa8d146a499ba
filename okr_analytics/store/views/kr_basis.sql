-- One row per key result: what is measured, from where to where, until when and by which rule; no readings yet.
-- A key result takes unit, cycle, owner and ambition from its objective where its own row doesn't say.
-- rollup_weight: its weight beside the mean weight of its objective, times the objective's beside those of its unit.
CREATE OR REPLACE MACRO kr_basis(as_of, known) AS TABLE
WITH objective_weighted AS (
    SELECT
        o.*,
        coalesce(CASE WHEN o.weight >= 0 THEN o.weight END
            / nullif(avg(CASE WHEN o.weight >= 0 THEN o.weight END) OVER (PARTITION BY o.unit_key, o.cycle_key), 0), 1)
            AS relative_weight
    FROM objective_now(as_of, known) o
), policy_rule AS (
    SELECT p.* FROM policy_now(as_of, known) p
), resolved AS (
    SELECT
        k.*,
        coalesce(k.unit_key, o.unit_key) AS the_unit_key,
        coalesce(k.cycle_key, o.cycle_key) AS the_cycle_key,
        coalesce(k.owner, o.owner) AS the_owner,
        coalesce(k.ambition, o.ambition) AS the_ambition,
        o.code AS objective_code,
        coalesce(o.title, o.code, k.objective) AS objective_title,
        coalesce(CASE WHEN k.weight >= 0 THEN k.weight END
            / nullif(avg(CASE WHEN k.weight >= 0 THEN k.weight END) OVER (PARTITION BY k.objective_key), 0), 1)
            * coalesce(o.relative_weight, 1) AS rollup_weight,
        CASE
            WHEN k.kind IS NOT NULL THEN k.kind
            WHEN k.steps > 0 THEN 'milestone'
            WHEN (k.lower IS NOT NULL OR k.upper IS NOT NULL) AND k.target IS NULL THEN 'maintain'
            WHEN k.target < k.baseline THEN 'decrease'
            WHEN k.target > k.baseline THEN 'increase'
        END AS the_kind
    FROM key_result_now(as_of, known) k
    LEFT JOIN objective_weighted o ON o.key = k.objective_key
)
SELECT
    r.key AS key_result_key,
    r.code,
    coalesce(r.title, r.code, r.metric) AS title,
    r.objective_key,
    r.objective_code,
    r.objective_title AS objective,
    r.the_unit_key AS unit_key,
    coalesce(u.name, u.key) AS unit,
    r.the_cycle_key AS cycle_key,
    c.cycle,
    r.the_owner AS owner,
    r.metric,
    r.measure,
    r.the_kind AS kind,
    r.kind AS kind_stated,
    r.baseline,
    r.target,
    r.lower,
    r.upper,
    r.steps,
    r.weight,
    r.rollup_weight,
    coalesce(r."start", c."start") AS "start",
    coalesce(r.due, c."end") AS due,
    r."start" IS NOT NULL OR r.due IS NOT NULL AS has_own_dates,
    r.the_ambition AS ambition,
    r.current AS current_stated,
    r.confidence AS confidence_stated,
    r.status AS status_stated,
    r.status_word,
    r.progress AS progress_stated,
    r.score,
    r.comment,
    coalesce(c.cadence_days, p.cadence_days) AS cadence_days,
    coalesce(coalesce(r.due, c."end") < as_of::DATE, false) AS is_closed,
    coalesce(named.name, p.status_rule) AS rule,
    coalesce(named.measure, p.measure) AS rule_measure,
    coalesce(named.on_track, p.on_track) AS rule_on_track,
    coalesce(named.at_risk, p.at_risk) AS rule_at_risk,
    r.load_id,
    r.load_as_of,
    r.file,
    r."where",
    r.cells
FROM resolved r
CROSS JOIN policy_rule p
LEFT JOIN unit_now(as_of, known) u ON u.key = r.the_unit_key
LEFT JOIN cycle_state(as_of, known) c ON c.cycle_key = r.the_cycle_key
LEFT JOIN status_rules(as_of, known) named ON c.is_closed AND named.name = c.status_rule;
