-- One row per milestone: planned against actual, and by how many days it slipped from its first known due day.
-- With its project an open milestone is cancelled too: nobody waits for it any more.
CREATE OR REPLACE MACRO milestone_state(as_of, known) AS TABLE
WITH first_plan AS (
    SELECT m.key, arg_min(m.due, l.place) AS due_first
    FROM milestone m
    JOIN loads_in_force(as_of, known) l ON l.load_id = m.load_id
    WHERE m.due IS NOT NULL
    GROUP BY m.key
), judged AS (
    SELECT
        m.*,
        f.due_first,
        m.status IS NOT DISTINCT FROM 'cancelled' OR c.key IS NOT NULL AS is_cancelled,
        coalesce(m.status <> 'cancelled', true) AND (
            coalesce(m.finished <= as_of::DATE, false) OR coalesce(m.status = 'done', false) OR coalesce(m.percent_complete >= 1, false)
        ) AS is_done
    FROM milestone_now(as_of, known) m
    LEFT JOIN first_plan f ON f.key = m.key
    LEFT JOIN (SELECT key FROM project_now(as_of, known) WHERE status = 'cancelled') c ON c.key = m.project_key
)
SELECT
    j.key AS milestone_key, j.code, coalesce(j.name, j.code) AS name, j.project_key, coalesce(p.name, p.code, j.project) AS project,
    p.unit_key, coalesce(u.name, p.unit, j.unit) AS unit, j.owner,
    j."start", j.due, j.due_first, j.finished, j.weight,
    CASE WHEN j.is_done THEN 1.0 ELSE coalesce(j.percent_complete, 0.0) END::DOUBLE AS progress,
    elapsed_of(coalesce(j."start", j.due), j.due, as_of::DATE) AS expected,
    j.percent_complete, j.status AS status_reported, j.status_word,
    j.is_done,
    NOT j.is_done AND NOT j.is_cancelled AND coalesce(j.due < as_of::DATE, false) AS overdue,
    CASE
        WHEN j.is_cancelled THEN NULL
        WHEN j.finished <= as_of::DATE THEN j.finished - j.due_first
        WHEN NOT j.is_done THEN greatest(j.due, CASE WHEN j.due < as_of::DATE THEN as_of::DATE ELSE j.due END) - j.due_first
        ELSE j.due - j.due_first
    END AS slip_days,
    CASE
        WHEN j.is_cancelled AND NOT j.is_done THEN 'cancelled' WHEN j.is_done THEN 'done' WHEN j.due < as_of::DATE THEN 'off_track'
        WHEN j.status IS NOT NULL THEN j.status WHEN j."start" > as_of::DATE THEN 'not_started'
        WHEN j.due IS NOT NULL THEN 'on_track' ELSE 'unknown'
    END AS status,
    CASE
        WHEN j.is_cancelled OR j.status IS NOT DISTINCT FROM 'done' THEN 'reported' WHEN j.is_done THEN 'finished'
        WHEN j.due < as_of::DATE THEN 'overdue' WHEN j.status IS NOT NULL THEN 'reported'
        WHEN j.due IS NOT NULL THEN 'before_due' ELSE 'no_dates'
    END AS status_reason,
    j.load_id, j.file, j."where", j.cells
FROM judged j
LEFT JOIN project_now(as_of, known) p ON p.key = j.project_key
LEFT JOIN unit_now(as_of, known) u ON u.key = p.unit_key;
