-- One row per key result with a forecast kept for exactly this day and event.
CREATE OR REPLACE MACRO forecast_now(as_of, known) AS TABLE
SELECT f.*
FROM forecast f
WHERE f.derived_id IN (SELECT derived_id FROM derived_now(as_of, known) WHERE name = 'forecast')
QUALIFY row_number() OVER (PARTITION BY f.key_result_key ORDER BY f.derived_id DESC) = 1;
