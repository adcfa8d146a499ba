-- One row per cycle: its days, how much of it has passed, and the rule it keeps once it is closed.
-- status_rule: what the policy fixes for it; for a closed cycle else the rule that was in force on its last day or, if later,
-- on the day it was first loaded; where none had been decided by then, the first that was. NULL: the rule in force counts.
-- Days: the policy's or the sheet's, else what the name says in the calendar; `dates_from` tells which.
CREATE OR REPLACE MACRO cycle_state(as_of, known) AS TABLE
WITH decided AS (
    SELECT c.key, c."start", c.status_rule
    FROM policy_cycle c
    WHERE c.event = (SELECT p.event FROM policy_now(as_of, known) p)
), policy_event AS (
    SELECT p.event, p.status_rule, e."time"::DATE AS decided_on
    FROM policy p
    JOIN event e ON e.number = p.event AND e.kind = 'policy'
    WHERE p.event <= known
), loaded AS (
    SELECT c.key, min(l.loaded_at)::DATE AS first_day
    FROM cycle c
    JOIN load l USING (load_id)
    WHERE l.load_id <= known AND l.purged_by IS NULL
    GROUP BY c.key
), named AS (
    SELECT
        c.key AS cycle_key,
        coalesce(c.name, c.key) AS cycle,
        coalesce(c."start", cycle_span(c.name).first) AS "start",
        coalesce(c."end", cycle_span(c.name).last) AS "end",
        CASE
            WHEN d."start" IS NOT NULL THEN 'policy'
            WHEN c."start" IS NOT NULL AND c."end" IS NOT NULL THEN 'sheet'
            WHEN cycle_span(c.name).first IS NOT NULL THEN 'name'
        END AS dates_from,
        CASE lower(c.cadence)
            WHEN 'weekly' THEN 7 WHEN 'fortnightly' THEN 14 WHEN 'monthly' THEN 31
            ELSE (SELECT p.cadence_days FROM policy_now(as_of, known) p)
        END AS cadence_days,
        d.status_rule AS fixed_rule, l.first_day, c.load_id, c.file, c."where", c.cells
    FROM cycle_now(as_of, known) c
    LEFT JOIN decided d ON d.key = c.key
    LEFT JOIN loaded l ON l.key = c.key
), graded AS (
    SELECT
        n.cycle_key,
        arg_max(p.status_rule, p.event) FILTER (WHERE p.decided_on <= greatest(n."end", n.first_day)) AS rule_then,
        arg_max(p.status_rule, p.event) FILTER (WHERE p.decided_on = (SELECT min(f.decided_on) FROM policy_event f)) AS rule_first
    FROM named n
    CROSS JOIN policy_event p
    WHERE n."end" < as_of::DATE
    GROUP BY n.cycle_key
)
SELECT
    n.cycle_key,
    cycle,
    "start",
    "end",
    dates_from,
    cadence_days,
    elapsed_of("start", "end", as_of::DATE) AS elapsed,
    coalesce("end" < as_of::DATE, false) AS is_closed,
    coalesce("start" <= as_of::DATE AND "end" >= as_of::DATE, false) AS is_running,
    coalesce(n.fixed_rule, g.rule_then, g.rule_first) AS status_rule,
    load_id,
    file,
    "where",
    cells
FROM named n
LEFT JOIN graded g ON g.cycle_key = n.cycle_key;
