-- One row per KPI and day from which a definition of it holds (valid_from NULL = since ever).
-- A file that doesn't date its ranges states them from its own as-of date on; the first one, since ever.
CREATE OR REPLACE MACRO kpi_range_now(as_of, known) AS TABLE
SELECT key, valid_from, arg_max(COLUMNS(* EXCLUDE (key, valid_from, recency)), recency)
FROM (
    SELECT
        r.* REPLACE (
            coalesce(r.valid_from, IF(l.place > min(l.place) OVER (PARTITION BY r.key), l.load_as_of, NULL)) AS valid_from
        ),
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
WHERE valid_from IS NULL OR valid_from <= as_of
GROUP BY key, valid_from;
