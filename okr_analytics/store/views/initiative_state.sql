-- One row per initiative or experiment: what it serves, how far it is, and whether it is late.
CREATE OR REPLACE MACRO initiative_state(as_of, known) AS TABLE
SELECT
    i.key AS initiative_key, i.code, coalesce(i.title, i.code) AS title, coalesce(i.kind, 'initiative') AS kind,
    i.key_result_key, coalesce(k.title, k.code, i.key_result) AS key_result,
    coalesce(i.objective_key, k.objective_key) AS objective_key, coalesce(o.title, o.code, i.objective) AS objective,
    coalesce(i.unit_key, k.unit_key, o.unit_key) AS unit_key, coalesce(u.name, i.unit) AS unit,
    coalesce(k.cycle_key, o.cycle_key) AS cycle_key, coalesce(k.cycle, o.cycle) AS cycle,
    i.owner, i."start", i.due,
    coalesce(i.percent_complete, CASE WHEN i.status = 'done' THEN 1.0 END) AS progress,
    elapsed_of(i."start", i.due, as_of::DATE) AS expected,
    coalesce(i.due < as_of::DATE, false) AND coalesce(i.status NOT IN ('done', 'cancelled'), true)
        AND coalesce(i.percent_complete < 1, true) AS overdue,
    CASE
        WHEN i.status = 'cancelled' THEN 'cancelled'
        WHEN i.status = 'done' OR i.percent_complete >= 1 THEN 'done'
        WHEN i.due < as_of::DATE THEN 'off_track'
        ELSE coalesce(i.status, CASE WHEN i."start" > as_of::DATE THEN 'not_started' END, 'unknown')
    END AS status,
    i.status AS status_reported, i.status_word,
    i.load_id, i.file, i."where", i.cells
FROM initiative_now(as_of, known) i
LEFT JOIN key_result_now(as_of, known) k ON k.key = i.key_result_key
LEFT JOIN objective_now(as_of, known) o ON o.key = coalesce(i.objective_key, k.objective_key)
LEFT JOIN unit_now(as_of, known) u ON u.key = coalesce(i.unit_key, k.unit_key, o.unit_key);
