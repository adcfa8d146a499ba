-- One row per item and reason why somebody should look at it; severity 1 = first.
CREATE OR REPLACE MACRO attention(as_of, known) AS TABLE
WITH kr AS MATERIALIZED (SELECT * FROM kr_state(as_of, known)), pr AS MATERIALIZED (SELECT * FROM project_state(as_of, known))
SELECT
    'key_result' AS item_kind, key_result_key AS item_key, code, title, unit_key, unit, cycle_key, owner,
    CASE WHEN status = 'outdated' AND check_ins = 0 THEN 'never_checked_in' ELSE status END AS reason,
    CASE status WHEN 'off_track' THEN 1 WHEN 'outdated' THEN 2 ELSE 3 END AS severity,
    progress AS value, expected AS reference, due AS on_day, load_id, file, "where", '%' AS measure
FROM kr
WHERE status IN ('off_track', 'outdated', 'at_risk') AND NOT is_closed
UNION ALL
SELECT
    'key_result', key_result_key, code, title, unit_key, unit, cycle_key, owner, 'confidence_fell', 3,
    confidence, previous_confidence, last_check_in, coalesce(value_load_id, load_id), coalesce(value_file, file), coalesce(value_where, "where"), '%'
FROM kr
WHERE NOT is_closed AND status NOT IN ('done', 'cancelled') AND round(previous_confidence - confidence, 9) >= 0.2
UNION ALL
SELECT
    'key_result', key_result_key, code, title, unit_key, unit, cycle_key, owner, 'fell_back', 2,
    progress, previous_progress, last_check_in, coalesce(value_load_id, load_id), coalesce(value_file, file), coalesce(value_where, "where"), '%'
FROM kr
WHERE NOT is_closed AND status NOT IN ('done', 'cancelled') AND how <> 'time_in_range' AND round(previous_progress - progress, 9) >= 0.05
UNION ALL
SELECT
    'kpi', kpi_key, code, name, unit_key, unit, NULL, owner,
    CASE health WHEN 'unhealthy' THEN 'kpi_unhealthy' WHEN 'warning' THEN 'kpi_warning' ELSE 'kpi_' || health_reason END,
    CASE health WHEN 'unhealthy' THEN 1 WHEN 'warning' THEN 3 ELSE 3 END,
    value, coalesce(CASE WHEN value < healthy_low THEN healthy_low WHEN value > healthy_high THEN healthy_high END, target), "date",
    coalesce(value_load_id, load_id), coalesce(value_file, file), coalesce(value_where, "where"), measure
FROM kpi_state(as_of, known)
WHERE health IN ('unhealthy', 'warning') OR (health = 'unknown' AND health_reason IN ('outdated', 'no_reading'))
UNION ALL
SELECT
    'project', project_key, code, name, unit_key, unit, NULL, owner,
    CASE WHEN overdue THEN 'project_overdue' WHEN status = 'outdated' THEN 'project_outdated' ELSE 'project_' || status END,
    CASE WHEN overdue OR status = 'off_track' THEN 1 ELSE 3 END,
    progress, expected, due, load_id, file, "where", '%'
FROM pr
WHERE overdue OR status IN ('off_track', 'outdated')
UNION ALL
SELECT
    'project', project_key, code, name, unit_key, unit, NULL, owner, 'over_budget', 2,
    spent::DOUBLE, budget::DOUBLE, due, load_id, file, "where", NULL
FROM pr
WHERE spent > budget AND status <> 'cancelled'
UNION ALL
SELECT
    'milestone', milestone_key, code, name, unit_key, unit, NULL, owner, 'milestone_overdue', 2,
    progress, 1.0, due, load_id, file, "where", '%'
FROM milestone_state(as_of, known)
WHERE overdue
UNION ALL
SELECT
    'load', load_id::VARCHAR, any_value(code), any_value(message), NULL, NULL, NULL, NULL, 'data_errors', 1,
    count(*), NULL, any_value(load_as_of), load_id, any_value(file), min("where"), 'errors'
FROM diagnostic_state(as_of, known)
WHERE severity = 'error'
GROUP BY load_id;
