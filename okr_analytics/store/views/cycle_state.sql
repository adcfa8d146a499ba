-- One row per cycle: its days, how much of it has passed, and the rule its policy fixed for it.
-- Days: the policy's or the sheet's, else what the name says in the calendar; `dates_from` tells which.
CREATE OR REPLACE MACRO cycle_state(as_of, known) AS TABLE
WITH decided AS (
    SELECT c.key, c."start", c.status_rule
    FROM policy_cycle c
    WHERE c.event = (SELECT p.event FROM policy_now(as_of, known) p)
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
        d.status_rule, c.load_id, c.file, c."where", c.cells
    FROM cycle_now(as_of, known) c
    LEFT JOIN decided d ON d.key = c.key
)
SELECT
    cycle_key,
    cycle,
    "start",
    "end",
    dates_from,
    cadence_days,
    elapsed_of("start", "end", as_of::DATE) AS elapsed,
    coalesce("end" < as_of::DATE, false) AS is_closed,
    coalesce("start" <= as_of::DATE AND "end" >= as_of::DATE, false) AS is_running,
    status_rule,
    load_id,
    file,
    "where",
    cells
FROM named;
