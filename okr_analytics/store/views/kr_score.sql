-- One row per key result that wasn't cancelled: its final score, and the band of ten points in which it lies.
-- final: the score that a sheet states, else the progress from 0 to 1; NULL where neither is known.
-- score_band: both 60 and 70 % lie in the sweet spot of ambitious goals, so that band is closed on both sides.
CREATE OR REPLACE MACRO kr_score(as_of, known) AS TABLE
WITH scored AS (
    SELECT k.*, round(coalesce(k.score, k.progress_rollup), 9) AS final
    FROM kr_state(as_of, known) k
    WHERE k.status <> 'cancelled'
)
SELECT
    key_result_key, code, title, objective_key, objective, unit_key, unit, cycle_key, cycle, owner, ambition, status, is_closed,
    measure, baseline, target, current_value, progress, score, final,
    CASE WHEN score IS NOT NULL THEN 'score' WHEN final IS NOT NULL THEN 'progress' END AS final_from,
    CASE
        WHEN final IS NULL THEN NULL
        WHEN final >= 1 THEN '100 %'
        WHEN final BETWEEN 0.6 AND 0.7 THEN '60–70 %'
        ELSE (floor(final * 10) * 10)::INTEGER || '–' || (floor(final * 10) * 10 + 10)::INTEGER || ' %'
    END AS score_band,
    load_id, file, "where", cells, value_load_id, value_file, value_where, value_cells
FROM scored;
