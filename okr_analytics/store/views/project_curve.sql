-- One row per project with a plan and week (its last day): how much should be done by then, and how much was.
-- By its milestones where it has dated ones, each by its weight and only when it is finished (nothing for half a milestone);
-- else along its days, against the percentages that its files said. planned: by the days first promised; replanned: by those
-- that hold now. actual is NULL after the day asked for, and before anything is known. A milestone that is done without a
-- day counts from the first file that says so.
CREATE OR REPLACE MACRO project_curve(as_of, known) AS TABLE
WITH alive AS (
    SELECT * FROM project_state(as_of, known) WHERE status <> 'cancelled'
), told AS (
    SELECT m.key, min(l.load_as_of) AS first_said
    FROM milestone m
    JOIN loads_in_force(as_of, known) l USING (load_id)
    WHERE m.status = 'done' OR m.percent_complete >= 1
    GROUP BY m.key
), stone AS (
    SELECT
        m.project_key, coalesce(m.due_first, m.due) AS first_due, m.due, coalesce(m.weight, 1) AS weight,
        CASE WHEN m.is_done THEN coalesce(CASE WHEN m.finished <= as_of::DATE THEN m.finished END, t.first_said) END AS done_on
    FROM milestone_state(as_of, known) m
    JOIN alive p ON p.project_key = m.project_key
    LEFT JOIN told t ON t.key = m.milestone_key
    WHERE m.status <> 'cancelled' AND m.due IS NOT NULL
), span AS (
    SELECT project_key, sum(weight) AS whole, min(first_due) AS first_day, max(greatest(due, first_due, coalesce(done_on, due))) AS last_day
    FROM stone
    GROUP BY project_key
    HAVING sum(weight) > 0
), planned AS (
    SELECT p.*, s.whole, s.first_day, s.last_day
    FROM alive p
    LEFT JOIN span s ON s.project_key = p.project_key
    WHERE s.project_key IS NOT NULL OR p."start" < p.due
), week AS (
    SELECT unnest(generate_series(
        (date_trunc('week', min(coalesce("start", first_day))) + INTERVAL 6 DAY)::TIMESTAMP,
        (date_trunc('week', greatest(max(due), max(last_day), max(as_of::DATE))) + INTERVAL 6 DAY)::TIMESTAMP,
        INTERVAL 7 DAY
    ))::DATE AS week
    FROM planned
), by_stone AS (
    SELECT
        s.project_key, w.week,
        coalesce(sum(s.weight) FILTER (WHERE s.first_due <= w.week), 0) AS planned,
        coalesce(sum(s.weight) FILTER (WHERE s.due <= w.week), 0) AS replanned,
        coalesce(sum(s.weight) FILTER (WHERE s.done_on <= least(w.week, as_of::DATE)), 0) AS actual
    FROM stone s
    CROSS JOIN week w
    GROUP BY s.project_key, w.week
), said AS (
    SELECT r.key, l.load_as_of, r.percent_complete, l.place
    FROM project r
    JOIN loads_in_force(as_of, known) l ON l.load_id = r.load_id
    WHERE r.percent_complete IS NOT NULL
), by_file AS (
    SELECT w.week, s.key, arg_max(s.percent_complete, s.place) AS actual
    FROM said s
    JOIN week w ON s.load_as_of <= w.week
    GROUP BY w.week, s.key
)
SELECT
    p.project_key, p.code, p.name, p.project, p.unit_key, p.unit, p.owner, p.priority, p.status, p.budget,
    w.week,
    CASE WHEN p.whole IS NOT NULL THEN 'milestones' ELSE 'days' END AS plan_by,
    coalesce(m.planned / p.whole, elapsed_of(p."start", p.due, w.week)) AS planned,
    coalesce(m.replanned / p.whole, elapsed_of(p."start", p.due, w.week)) AS replanned,
    CASE WHEN w.week <= as_of::DATE + 6 THEN coalesce(m.actual / p.whole, f.actual) END AS actual,
    p.whole IS NOT NULL OR p.progress IS NOT NULL AS is_measured,
    w.week <= as_of::DATE + 6 AS is_past,
    p.load_id, p.file, p."where"
FROM planned p
CROSS JOIN week w
LEFT JOIN by_stone m ON m.project_key = p.project_key AND m.week = w.week
LEFT JOIN by_file f ON f.key = p.project_key AND f.week = w.week;
