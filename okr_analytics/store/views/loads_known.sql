-- One row per load that was known by then and is neither undone nor purged; `place` orders them, later = larger.
CREATE OR REPLACE MACRO loads_known(as_of, known) AS TABLE
SELECT
    load.load_id,
    load.file,
    load.as_of AS load_as_of,
    (load.as_of - DATE '1900-01-01') * 1000000::BIGINT + load.load_id AS place
FROM load
WHERE load.load_id <= known
  AND (load.undone_by IS NULL OR load.undone_by > known)
  AND load.purged_by IS NULL;
