-- One row per load that counts: known by then, valid by then, neither undone nor purged; later = larger `place`.
CREATE OR REPLACE MACRO loads_in_force(as_of, known) AS TABLE
SELECT * FROM loads_known(as_of, known) AS l WHERE l.load_as_of <= as_of;
