-- One row per load in force: what it brought, what of it is not used, and what is wrong with it.
CREATE OR REPLACE MACRO load_state(as_of, known) AS TABLE
WITH found AS (
    SELECT
        d.load_id,
        count(*) FILTER (WHERE d.severity = 'error') AS errors,
        count(*) FILTER (WHERE d.severity = 'warning') AS warnings,
        count(*) FILTER (WHERE d.severity = 'info') AS infos
    FROM load_diagnostic d
    GROUP BY d.load_id
)
SELECT
    f.load_id, f.file, f.load_as_of, l.as_of_source, l.loaded_at, l.actor, l.mode, l.nonblank, l.unused,
    l.nonblank - l.unused AS loaded,
    l.unused / nullif(l.nonblank, 0) AS unused_share,
    coalesce(d.errors, 0) AS errors, coalesce(d.warnings, 0) AS warnings, coalesce(d.infos, 0) AS infos
FROM loads_in_force(as_of, known) f
JOIN (SELECT load_id, as_of_source, loaded_at, actor, mode, nonblank, unused FROM load) l ON l.load_id = f.load_id
LEFT JOIN found d ON d.load_id = f.load_id;
