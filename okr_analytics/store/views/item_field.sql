-- One row per item and field that has a value, as text and, where it is one, as number: what changes are told from.
-- Lineage is the cell of the field where it is known, else the item's row.
CREATE OR REPLACE MACRO item_field(as_of, known) AS TABLE
WITH kr AS MATERIALIZED (SELECT * FROM kr_state(as_of, known)), ki AS MATERIALIZED (SELECT * FROM kpi_state(as_of, known)), stated AS (
    SELECT
        'objective' AS item_kind, objective_key AS item_key, code, title, unit_key, unit, cycle_key, load_id, file, "where", cells,
        unnest([
            {'field': 'title', 'text': title, 'number': NULL::DOUBLE},
            {'field': 'owner', 'text': owner, 'number': NULL},
            {'field': 'unit', 'text': unit, 'number': NULL},
            {'field': 'weight', 'text': NULL, 'number': weight}
        ]) AS f
    FROM objective_state(as_of, known)
    UNION ALL
    SELECT
        'key_result', key_result_key, code, title, unit_key, unit, cycle_key, load_id, file, "where", cells,
        unnest([
            {'field': 'title', 'text': title, 'number': NULL::DOUBLE},
            {'field': 'objective', 'text': objective, 'number': NULL},
            {'field': 'owner', 'text': owner, 'number': NULL},
            {'field': 'unit', 'text': unit, 'number': NULL},
            {'field': 'kind', 'text': kind, 'number': NULL},
            {'field': 'baseline', 'text': NULL, 'number': baseline},
            {'field': 'target', 'text': NULL, 'number': target},
            {'field': 'lower', 'text': NULL, 'number': lower},
            {'field': 'upper', 'text': NULL, 'number': upper},
            {'field': 'due', 'text': due::VARCHAR, 'number': NULL},
            {'field': 'weight', 'text': NULL, 'number': weight},
            {'field': 'score', 'text': NULL, 'number': score}
        ])
    FROM kr
    UNION ALL
    SELECT
        'key_result', key_result_key, code, title, unit_key, unit, cycle_key,
        coalesce(value_load_id, load_id), coalesce(value_file, file), coalesce(value_where, "where"), coalesce(value_cells, cells),
        unnest([
            {'field': 'current', 'text': NULL, 'number': current_value},
            {'field': 'progress', 'text': NULL, 'number': progress},
            {'field': 'status', 'text': status, 'number': NULL},
            {'field': 'confidence', 'text': NULL, 'number': confidence}
        ])
    FROM kr
    UNION ALL
    SELECT
        'kpi', kpi_key, code, name, unit_key, unit, NULL, load_id, file, "where", cells,
        unnest([
            {'field': 'name', 'text': name, 'number': NULL::DOUBLE},
            {'field': 'owner', 'text': owner, 'number': NULL},
            {'field': 'target', 'text': NULL, 'number': target},
            {'field': 'healthy_low', 'text': NULL, 'number': healthy_low},
            {'field': 'healthy_high', 'text': NULL, 'number': healthy_high},
            {'field': 'warning_low', 'text': NULL, 'number': warning_low},
            {'field': 'warning_high', 'text': NULL, 'number': warning_high}
        ])
    FROM ki
    UNION ALL
    SELECT
        'kpi', kpi_key, code, name, unit_key, unit, NULL,
        coalesce(value_load_id, load_id), coalesce(value_file, file), coalesce(value_where, "where"), coalesce(value_cells, cells),
        unnest([{'field': 'value', 'text': NULL, 'number': value}, {'field': 'health', 'text': health, 'number': NULL}])
    FROM ki
    UNION ALL
    SELECT
        'project', project_key, code, name, unit_key, unit, NULL, load_id, file, "where", cells,
        unnest([
            {'field': 'name', 'text': name, 'number': NULL::DOUBLE},
            {'field': 'owner', 'text': owner, 'number': NULL},
            {'field': 'priority', 'text': priority, 'number': NULL},
            {'field': 'start', 'text': "start"::VARCHAR, 'number': NULL},
            {'field': 'due', 'text': due::VARCHAR, 'number': NULL},
            {'field': 'status', 'text': status, 'number': NULL},
            {'field': 'percent_complete', 'text': NULL, 'number': progress},
            {'field': 'budget', 'text': NULL, 'number': budget::DOUBLE},
            {'field': 'spent', 'text': NULL, 'number': spent::DOUBLE}
        ])
    FROM project_state(as_of, known)
    UNION ALL
    SELECT
        'milestone', milestone_key, code, name, unit_key, unit, NULL, load_id, file, "where", cells,
        unnest([
            {'field': 'name', 'text': name, 'number': NULL::DOUBLE},
            {'field': 'due', 'text': due::VARCHAR, 'number': NULL},
            {'field': 'finished', 'text': finished::VARCHAR, 'number': NULL},
            {'field': 'status', 'text': status, 'number': NULL}
        ])
    FROM milestone_state(as_of, known)
    UNION ALL
    SELECT
        'initiative', initiative_key, code, title, unit_key, unit, cycle_key, load_id, file, "where", cells,
        unnest([
            {'field': 'title', 'text': title, 'number': NULL::DOUBLE},
            {'field': 'due', 'text': due::VARCHAR, 'number': NULL},
            {'field': 'status', 'text': status, 'number': NULL},
            {'field': 'percent_complete', 'text': NULL, 'number': progress}
        ])
    FROM initiative_state(as_of, known)
)
SELECT
    item_kind, item_key, code, title, unit_key, unit, cycle_key,
    f.field AS field,
    coalesce(f.text, CASE WHEN f.number = trunc(f.number) AND abs(f.number) < 1e15 THEN f.number::BIGINT::VARCHAR ELSE f.number::VARCHAR END) AS text,
    f.number AS number,
    load_id, file, coalesce(cells[f.field], "where") AS "where"
FROM stated
WHERE f.text IS NOT NULL OR f.number IS NOT NULL;
