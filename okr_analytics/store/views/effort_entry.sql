-- One row per effort line, with its conversation and how that is known, its period, and its amounts in hours where they convert.
-- conversation_source: destination (the key result it is booked on, itself or through an initiative, was accepted as something
-- else), sheet (it says so), category (its own word, by the policy), item (what it is linked to), unknown.
-- key_result_key: the key result it is booked on, itself or through an initiative.
-- common_measure: hours for hours, days and fte (by the policy's hours); money, percent and counts are never mixed with them.
-- cycle: the shortest one that holds the whole period.
-- Amounts are multiplied wide: 18 digits overflow from a budget of a thousand million on, and no page would open.
-- An fte converts only where its period is known: a whole month is a twelfth of a year's hours, other days a 365th each.
CREATE OR REPLACE MACRO effort_entry(as_of, known) AS TABLE
WITH word AS (
    SELECT w.word, any_value(w.conversation) AS conversation
    FROM policy_word w
    WHERE w.event = (SELECT p.event FROM policy_now(as_of, known) p)
    GROUP BY w.word
), resolved AS (
    SELECT
        e.*,
        CASE WHEN e.item_kind = 'key_result' THEN e.item_key ELSE i.key_result_key END AS key_result_key,
        CASE
            WHEN moved.conversation IS NOT NULL THEN {'it': moved.conversation, 'by': 'destination'}
            WHEN e.conversation IN ('growth', 'bau', 'improvement') THEN {'it': e.conversation, 'by': 'sheet'}
            WHEN own.conversation IS NOT NULL THEN {'it': own.conversation, 'by': 'category'}
            WHEN e.item_kind IN ('key_result', 'initiative', 'objective') THEN {'it': 'growth', 'by': 'item'}
            WHEN e.item_kind IN ('kpi', 'kpi_reading') THEN {'it': 'bau', 'by': 'item'}
            WHEN e.item_kind IN ('project', 'milestone') THEN {'it': 'improvement', 'by': 'item'}
            WHEN item_word.conversation IS NOT NULL THEN {'it': item_word.conversation, 'by': 'category'}
            ELSE {'it': 'unknown', 'by': 'unknown'}
        END AS resolved,
        CASE
            WHEN e.measure = 'hours' THEN 1::DECIMAL(18, 6)
            WHEN e.measure = 'days' THEN p.hours_per_day::DECIMAL(18, 6)
            WHEN e.measure = 'fte' AND e."end" >= e."start" THEN (p.hours_per_fte * CASE
                WHEN day(e."start") = 1 AND e."end" = last_day(e."end") THEN (date_diff('month', e."start", e."end") + 1) / 12.0
                ELSE (e."end" - e."start" + 1) / 365.0 END)::DECIMAL(18, 6)
        END AS hours_each
    FROM effort_now(as_of, known) e
    CROSS JOIN policy_now(as_of, known) p
    LEFT JOIN initiative_now(as_of, known) i ON e.item_kind = 'initiative' AND i.key = e.item_key
    LEFT JOIN destination_now(as_of, known) moved
        ON moved.key_result_key = CASE WHEN e.item_kind = 'key_result' THEN e.item_key ELSE i.key_result_key END
    LEFT JOIN word own ON own.word = regexp_replace(trim(lower(e.category)), '\s+', ' ', 'g')
    LEFT JOIN word item_word ON item_word.word = regexp_replace(trim(lower(e.item)), '\s+', ' ', 'g')
), period AS (
    SELECT DISTINCT "start", "end" FROM resolved WHERE "start" IS NOT NULL
), in_cycle AS (
    SELECT p."start", p."end", c.cycle_key, c.cycle
    FROM period p
    JOIN cycle_state(as_of, known) c ON p."start" >= c."start" AND coalesce(p."end", p."start") <= c."end"
    QUALIFY row_number() OVER (PARTITION BY p."start", p."end" ORDER BY c."end" - c."start", c.cycle_key) = 1
)
SELECT
    r.key AS effort_key,
    r.unit_key,
    coalesce(u.name, r.unit) AS unit,
    r.period,
    r."start",
    r."end",
    CASE WHEN date_trunc('month', r."start") = date_trunc('month', coalesce(r."end", r."start")) THEN strftime(r."start", '%Y-%m') END AS month,
    CASE WHEN date_trunc('quarter', r."start") = date_trunc('quarter', coalesce(r."end", r."start"))
        THEN strftime(r."start", '%Y') || '-Q' || quarter(r."start") END AS quarter,
    CASE WHEN year(r."start") = year(coalesce(r."end", r."start")) THEN strftime(r."start", '%Y') END AS year,
    c.cycle_key,
    c.cycle,
    r.person,
    r.resolved.it AS conversation,
    r.resolved.by AS conversation_source,
    r.category,
    r.item,
    r.item_kind,
    r.item_key,
    r.key_result_key,
    r.measure,
    r.stated,
    r.planned,
    r.actual,
    coalesce(CASE WHEN r.hours_each IS NOT NULL THEN 'hours' END, r.measure, 'unknown') AS common_measure,
    r.hours_each IS NOT NULL AND r.measure <> 'hours' AS converted,
    (coalesce(r.hours_each, 1)::DECIMAL(38, 6) * r.stated)::DECIMAL(38, 4) AS stated_common,
    (coalesce(r.hours_each, 1)::DECIMAL(38, 6) * r.planned)::DECIMAL(38, 4) AS planned_common,
    (coalesce(r.hours_each, 1)::DECIMAL(38, 6) * r.actual)::DECIMAL(38, 4) AS actual_common,
    r.load_id,
    r.load_as_of,
    r.file,
    r."where",
    r.cells
FROM resolved r
LEFT JOIN in_cycle c ON c."start" = r."start" AND c."end" IS NOT DISTINCT FROM r."end"
LEFT JOIN unit_now(as_of, known) u ON u.key = r.unit_key;
