-- One row per KPI and day from which a definition of it holds (valid_from NULL = since ever).
-- A file that doesn't date its ranges states them from its own as-of date on, if they differ from what was said before.
CREATE OR REPLACE MACRO kpi_range_now(as_of, known) AS TABLE
SELECT key, valid_from, arg_max(COLUMNS(* EXCLUDE (key, valid_from, recency, differs)), recency)
FROM (
    SELECT * REPLACE (
        coalesce(valid_from, last_value(coalesce(valid_from, IF(differs, load_as_of, NULL)) IGNORE NULLS) OVER so_far)
            AS valid_from
    )
    FROM (
        SELECT
            *,
            coalesce(direction <> lag(direction IGNORE NULLS) OVER so_far, false)
            OR coalesce(baseline <> lag(baseline IGNORE NULLS) OVER so_far, false)
            OR coalesce(target <> lag(target IGNORE NULLS) OVER so_far, false)
            OR coalesce(healthy_low <> lag(healthy_low IGNORE NULLS) OVER so_far, false)
            OR coalesce(healthy_high <> lag(healthy_high IGNORE NULLS) OVER so_far, false)
            OR coalesce(warning_low <> lag(warning_low IGNORE NULLS) OVER so_far, false)
            OR coalesce(warning_high <> lag(warning_high IGNORE NULLS) OVER so_far, false) AS differs
        FROM (
            SELECT
                r.*,
                l.file,
                l.load_as_of,
                l.place * 10000000 + r.row_number - IF(r.implied, 1000000000000000000, 0) AS recency
            FROM kpi AS r
            JOIN loads_in_force(as_of, known) AS l USING (load_id)
            WHERE NOT EXISTS (
                FROM scopes_in_force(as_of, known) AS s
                WHERE s.kind = 'kpi' AND s.place > l.place AND s.unit_key IS NOT DISTINCT FROM r.unit_key
            )
        )
        WINDOW so_far AS (PARTITION BY key ORDER BY recency)
    )
    WINDOW so_far AS (PARTITION BY key ORDER BY recency)
)
WHERE valid_from IS NULL OR valid_from <= as_of
GROUP BY key, valid_from;
