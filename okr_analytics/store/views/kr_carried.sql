-- One row per key result that the same unit already had in its cycle before: what was reached then, what is asked for now.
-- The same: its title is the same but for the numbers in it, or it names the same metric. Titles of less than 8 letters tell nothing.
-- target_moved: raised, eased or same, seen in the direction in which the key result is to go.
CREATE OR REPLACE MACRO kr_carried(as_of, known) AS TABLE
WITH named AS (
    SELECT
        k.*, c."start" AS cycle_start,
        nullif(trim(lower(k.metric)), '') AS metric_name,
        regexp_replace(regexp_replace(lower(k.title), '[0-9]+([.,][0-9]+)*', '#', 'g'), '[^[:alpha:]#]+', ' ', 'g') AS wording
    FROM kr_state(as_of, known) k
    JOIN cycle_state(as_of, known) c ON c.cycle_key = k.cycle_key
    WHERE k.status <> 'cancelled' AND k.unit_key IS NOT NULL AND c."start" IS NOT NULL
), told AS (
    SELECT * FROM named WHERE length(regexp_replace(wording, '[^[:alpha:]]', '', 'g')) >= 8
), pair AS (
    SELECT n.key_result_key, e.key_result_key AS before_key, e.cycle_start AS before_start, 1 AS rank
    FROM told n
    JOIN told e ON e.unit_key = n.unit_key AND e.wording = n.wording AND e.cycle_start < n.cycle_start
    UNION ALL
    SELECT n.key_result_key, e.key_result_key, e.cycle_start, 2
    FROM named n
    JOIN named e ON e.unit_key = n.unit_key AND e.metric_name = n.metric_name AND e.cycle_start < n.cycle_start
), latest AS (
    SELECT key_result_key, arg_max(before_key, {'start': before_start, 'rank': -rank, 'key': before_key}) AS before_key
    FROM pair
    GROUP BY key_result_key
)
SELECT
    n.key_result_key, n.code, n.title, n.objective_key, n.objective, n.unit_key, n.unit, n.cycle_key, n.cycle, n.owner, n.measure,
    n.kind, n.baseline, n.target, n.current_value, n.progress, n.status,
    e.key_result_key AS before_key, e.title AS before_title, e.cycle AS before_cycle, e.baseline AS before_baseline,
    e.target AS before_target, e.current_value AS before_value, coalesce(e.score, e.progress) AS before_progress,
    CASE
        WHEN n.target IS NULL OR e.target IS NULL THEN NULL
        WHEN round(n.target - e.target, 9) = 0 THEN 'same'
        WHEN sign(n.target - e.target) = sign(coalesce(n.target - n.baseline, e.target - e.baseline)) THEN 'raised'
        WHEN coalesce(n.target - n.baseline, e.target - e.baseline) IS NOT NULL THEN 'eased'
    END AS target_moved,
    n.load_id, n.file, n."where"
FROM latest l
JOIN named n ON n.key_result_key = l.key_result_key
JOIN named e ON e.key_result_key = l.before_key;
