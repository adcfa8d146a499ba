-- One row per KPI: the definition valid on the day.
CREATE OR REPLACE MACRO kpi_now(as_of, known) AS TABLE
SELECT key, arg_max(COLUMNS(* EXCLUDE (key, recency)), recency)
FROM (
    SELECT *, row_number() OVER (PARTITION BY key ORDER BY implied DESC, valid_from NULLS FIRST) AS recency
    FROM kpi_range_now(as_of, known)
)
GROUP BY key;
