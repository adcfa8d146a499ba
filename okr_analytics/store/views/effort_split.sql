-- One row per unit, period, common measure and conversation (all four, unknown included): effort and its share, planned and actual.
-- The shares of a group add up to exactly 1 (DECIMAL; what rounding leaves goes to the largest), or are NULL where it has no effort.
CREATE OR REPLACE MACRO effort_split(as_of, known) AS TABLE
WITH summed AS (
    SELECT
        unit_key, any_value(unit) AS unit, "start", "end", CASE WHEN "start" IS NULL THEN period END AS period_word,
        any_value(period) AS period, any_value(month) AS month, any_value(quarter) AS quarter, any_value(year) AS year,
        common_measure AS measure, conversation,
        sum(stated_common) AS stated, sum(planned_common) AS planned, sum(actual_common) AS actual,
        bool_or(converted) AS converted, count(*) AS lines
    FROM effort_entry(as_of, known)
    GROUP BY unit_key, "start", "end", period_word, common_measure, conversation
), grouped AS (
    SELECT
        unit_key, any_value(unit) AS unit, "start", "end", period_word, any_value(period) AS period,
        any_value(month) AS month, any_value(quarter) AS quarter, any_value(year) AS year, measure,
        sum(stated) AS stated_total, sum(planned) AS planned_total, sum(actual) AS actual_total
    FROM summed
    GROUP BY unit_key, "start", "end", period_word, measure
), filled AS (
    SELECT
        g.*, c.conversation, c.place, coalesce(s.lines, 0) AS lines, coalesce(s.converted, false) AS converted,
        CASE WHEN g.stated_total IS NOT NULL THEN coalesce(s.stated, 0) END AS stated,
        CASE WHEN g.planned_total IS NOT NULL THEN coalesce(s.planned, 0) END AS planned,
        CASE WHEN g.actual_total IS NOT NULL THEN coalesce(s.actual, 0) END AS actual
    FROM grouped g
    CROSS JOIN (VALUES ('growth', 1), ('bau', 2), ('improvement', 3), ('unknown', 4)) AS c (conversation, place)
    LEFT JOIN summed s
        ON s.conversation = c.conversation AND s.measure = g.measure
        AND s.unit_key IS NOT DISTINCT FROM g.unit_key AND s."start" IS NOT DISTINCT FROM g."start"
        AND s."end" IS NOT DISTINCT FROM g."end" AND s.period_word IS NOT DISTINCT FROM g.period_word
), shared AS (
    SELECT
        *,
        CAST(stated / nullif(stated_total, 0) AS DECIMAL(18, 10)) AS stated_rounded,
        CAST(planned / nullif(planned_total, 0) AS DECIMAL(18, 10)) AS planned_rounded,
        CAST(actual / nullif(actual_total, 0) AS DECIMAL(18, 10)) AS actual_rounded,
        row_number() OVER (PARTITION BY unit_key, "start", "end", period_word, measure ORDER BY stated DESC, place) AS stated_rank,
        row_number() OVER (PARTITION BY unit_key, "start", "end", period_word, measure ORDER BY planned DESC, place) AS planned_rank,
        row_number() OVER (PARTITION BY unit_key, "start", "end", period_word, measure ORDER BY actual DESC, place) AS actual_rank
    FROM filled
)
SELECT
    unit_key, unit, "start", "end", period, month, quarter, year, measure, conversation, place, lines, converted,
    stated, planned, actual, stated_total, planned_total, actual_total,
    (stated_rounded + CASE WHEN stated_rank = 1 THEN 1 - sum(stated_rounded) OVER together ELSE 0 END)::DECIMAL(18, 10) AS stated_share,
    (planned_rounded + CASE WHEN planned_rank = 1 THEN 1 - sum(planned_rounded) OVER together ELSE 0 END)::DECIMAL(18, 10) AS planned_share,
    (actual_rounded + CASE WHEN actual_rank = 1 THEN 1 - sum(actual_rounded) OVER together ELSE 0 END)::DECIMAL(18, 10) AS actual_share
FROM shared
WINDOW together AS (PARTITION BY unit_key, "start", "end", period_word, measure);
