-- One row per key result with a check-in: its latest and previous readings and how many there are.
CREATE OR REPLACE MACRO kr_latest(as_of, known) AS TABLE
WITH summed AS (
    SELECT
        key_result_key,
        count(*) AS check_ins,
        count(progress) AS points,
        min("date") AS first_check_in,
        max("date") AS last_check_in,
        arg_min(value, "date") AS first_value,
        min("date") FILTER (WHERE inside IS NOT NULL) AS first_inside,
        arg_max({'date': "date", 'value': value, 'load_id': load_id}, "date") FILTER (WHERE value IS NOT NULL) AS by_value,
        arg_max({'date': "date", 'value': value, 'progress': progress, 'how': how, 'inside': inside}, "date", 2)
            FILTER (WHERE progress IS NOT NULL) AS by_progress,
        arg_max(how, "date") AS last_how,
        arg_max({'load_id': load_id, 'row_number': row_number, 'source': source}, "date") AS said,
        arg_max({'status': status, 'date': "date"}, "date") FILTER (WHERE status IS NOT NULL) AS by_status,
        arg_max(confidence, "date", 2) FILTER (WHERE confidence IS NOT NULL) AS confidences
    FROM kr_point(as_of, known)
    GROUP BY key_result_key
)
SELECT
    key_result_key, check_ins, points, first_check_in, last_check_in, first_value, first_inside,
    by_value.value AS current_value, by_value."date" AS value_date,
    by_progress[1].progress AS progress, by_progress[1].how AS how, by_progress[1]."date" AS progress_date,
    by_progress[1].inside AS inside,
    by_progress[2].progress AS previous_progress, by_progress[2].value AS previous_value,
    by_progress[2]."date" AS previous_date,
    said.load_id AS said_load_id,
    CASE WHEN said.source = 'check_in' THEN said.row_number END AS check_in_row,
    CASE WHEN said.source = 'current' THEN said.row_number END AS key_result_row,
    last_how, confidences[1] AS confidence, confidences[2] AS previous_confidence, by_status.status AS status_reported
FROM summed;
