-- One row per project: its plan against what is done and spent, and its health by the gap between them.
-- progress: its own percentage, else its milestones' weighted mean. Outdated: nothing new of it for two months.
-- nature: initiative where it serves a key result (its own row says so, or an initiative of that name does), unresolved where it
-- names one that isn't there, strategic where it serves none. usual_slip_days: median of its finished and overdue milestones.
-- status compares progress with the share of time gone by the policy's gap rule (10 / 25 points where the policy uses another measure).
CREATE OR REPLACE MACRO project_state(as_of, known) AS TABLE
WITH plan AS (
    SELECT
        project_key,
        count(*) AS milestones,
        count(*) FILTER (WHERE is_done) AS milestones_done,
        count(*) FILTER (WHERE overdue) AS milestones_overdue,
        max(slip_days) AS slip_days,
        median(slip_days) FILTER (WHERE is_done OR overdue) AS usual_slip_days,
        sum(coalesce(weight, 1) * progress) / nullif(sum(coalesce(weight, 1)), 0) AS progress,
        min(due) FILTER (WHERE NOT is_done) AS next_due,
        max(due) AS last_due,
        min("start") AS first_start
    FROM milestone_state(as_of, known)
    WHERE status <> 'cancelled'
    GROUP BY project_key
), measured AS (
    SELECT
        p.*,
        coalesce(p."start", m.first_start) AS the_start,
        coalesce(p.due, m.last_due) AS the_due,
        coalesce(p.percent_complete, m.progress, CASE WHEN p.status = 'done' THEN 1.0 END) AS progress,
        CASE WHEN p.percent_complete IS NOT NULL THEN 'reported_progress' WHEN m.progress IS NOT NULL THEN 'milestones' ELSE 'no_value' END AS how,
        coalesce(m.milestones, 0) AS milestones, coalesce(m.milestones_done, 0) AS milestones_done,
        coalesce(m.milestones_overdue, 0) AS milestones_overdue, m.slip_days, m.usual_slip_days, m.next_due
    FROM project_now(as_of, known) p
    LEFT JOIN plan m ON m.project_key = p.key
), expected AS (
    SELECT
        m.*,
        elapsed_of(m.the_start, m.the_due, as_of::DATE) AS expected,
        m.status IS NOT DISTINCT FROM 'done' OR coalesce(m.progress >= 1, false) AS is_done,
        as_of::DATE - m.load_as_of > 62 AND coalesce(m."start" <= as_of::DATE, true) AS silent,
        CASE WHEN r.measure = 'gap' THEN r.on_track ELSE 0.10 END AS rule_on_track,
        CASE WHEN r.measure = 'gap' THEN r.at_risk ELSE 0.25 END AS rule_at_risk
    FROM measured m
    CROSS JOIN policy_now(as_of, known) r
), named AS (
    SELECT lower(trim(n.title)) AS word, any_value(n.key_result_key) AS key_result_key, any_value(n.objective_key) AS objective_key
    FROM initiative_now(as_of, known) n
    WHERE n.title IS NOT NULL AND coalesce(n.key_result_key, n.objective_key) IS NOT NULL
    GROUP BY word
)
SELECT
    e.key AS project_key, e.code, coalesce(e.name, e.code) AS name, coalesce(e.name, e.code) AS project, e.unit_key, coalesce(u.name, e.unit) AS unit,
    e.contributing_units, len(coalesce(e.contributing_units, [])) > 0 AS is_cross_unit,
    e.sponsor, e.owner, e.priority, e.the_start AS "start", e.the_due AS due,
    e.progress, e.how, e.expected, e.expected - e.progress AS gap,
    e.milestones, e.milestones_done, e.milestones_overdue, e.slip_days, e.usual_slip_days, e.next_due,
    e.budget, e.spent, (e.spent / nullif(e.budget, 0))::DOUBLE AS spent_share,
    coalesce(e.key_result_key, i.key_result_key) AS key_result_key, coalesce(k.title, k.code, e.key_result) AS key_result,
    coalesce(k.objective_key, i.objective_key) AS objective_key, coalesce(o.title, o.code) AS objective,
    CASE
        WHEN k.key IS NOT NULL OR o.key IS NOT NULL THEN 'initiative'
        WHEN e.key_result IS NOT NULL THEN 'unresolved' ELSE 'strategic'
    END AS nature,
    NOT e.is_done AND e.status IS DISTINCT FROM 'cancelled' AND coalesce(e.the_due < as_of::DATE, false) AS overdue,
    CASE
        WHEN e.status = 'cancelled' THEN 'cancelled' WHEN e.is_done THEN 'done'
        WHEN e.silent THEN 'outdated'
        WHEN e.the_due < as_of::DATE THEN 'off_track'
        WHEN coalesce(e.progress, 0) = 0 AND e.the_start > as_of::DATE THEN 'not_started'
        ELSE coalesce(status_of('gap', e.rule_on_track, e.rule_at_risk, e.progress, e.expected, NULL), e.status, 'unknown')
    END AS status,
    CASE
        WHEN e.status = 'cancelled' OR e.status = 'done' THEN 'reported' WHEN e.is_done THEN 'reached'
        WHEN e.silent THEN 'outdated'
        WHEN e.the_due < as_of::DATE THEN 'overdue'
        WHEN coalesce(e.progress, 0) = 0 AND e.the_start > as_of::DATE THEN 'before_start'
        WHEN e.progress IS NOT NULL AND e.expected IS NOT NULL THEN 'rule'
        WHEN e.status IS NOT NULL THEN 'reported'
        WHEN e.progress IS NULL THEN 'no_value' ELSE 'no_dates'
    END AS status_reason,
    e.silent AS outdated, e.status AS status_reported, e.status_word,
    e.load_id, e.load_as_of, e.file, e."where", e.cells
FROM expected e
LEFT JOIN unit_now(as_of, known) u ON u.key = e.unit_key
LEFT JOIN named i ON i.word = lower(trim(coalesce(e.name, e.code))) AND e.key_result_key IS NULL
LEFT JOIN key_result_now(as_of, known) k ON k.key = coalesce(e.key_result_key, i.key_result_key)
LEFT JOIN objective_now(as_of, known) o ON o.key = coalesce(k.objective_key, i.objective_key);
