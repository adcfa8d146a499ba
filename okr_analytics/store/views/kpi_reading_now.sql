-- One row per KPI and day with a reading; days after the as-of day don't count yet.
CREATE OR REPLACE MACRO kpi_reading_now(as_of, known) AS TABLE
SELECT kpi_key, date, arg_max(COLUMNS(* EXCLUDE (kpi_key, date, recency)), recency)
FROM (
    SELECT
        r.* REPLACE (coalesce(r.date, l.load_as_of) AS date),
        l.file,
        l.load_as_of,
        l.place * 10000000 + r.row_number AS recency
    FROM kpi_reading AS r
    JOIN loads_known(as_of, known) AS l USING (load_id)
    WHERE r.kpi_key IS NOT NULL AND NOT EXISTS (
        FROM scopes_known(as_of, known) AS s
        WHERE s.kind = 'kpi_reading' AND s.place > l.place AND s.item_key = r.kpi_key
          AND r.date BETWEEN s."start" AND s."end"
    )
)
WHERE date <= as_of
GROUP BY kpi_key, date;
