-- One row per objective: which projects and initiatives serve it, through its key results or by name.
CREATE OR REPLACE MACRO objective_support(as_of, known) AS TABLE
WITH by_project AS (
    SELECT objective_key, count(*) AS projects, string_agg(DISTINCT name, ', ' ORDER BY name) AS names
    FROM project_state(as_of, known)
    WHERE status <> 'cancelled' AND objective_key IS NOT NULL
    GROUP BY objective_key
), by_initiative AS (
    SELECT objective_key, count(*) AS initiatives
    FROM initiative_state(as_of, known)
    WHERE status <> 'cancelled' AND objective_key IS NOT NULL
    GROUP BY objective_key
)
SELECT
    o.objective_key, o.code, o.title, o.title AS objective, o.unit_key, o.unit, o.cycle_key, o.cycle, o.owner, o.status, o.progress,
    o.key_results, o.is_closed,
    coalesce(p.projects, 0) AS projects, p.names AS project_names, coalesce(i.initiatives, 0) AS initiatives,
    o.load_id, o.file, o."where", o.cells
FROM objective_state(as_of, known) o
LEFT JOIN by_project p ON p.objective_key = o.objective_key
LEFT JOIN by_initiative i ON i.objective_key = o.objective_key;
