-- One table per kind of record: the fields of model.py in their order, with identity, references and lineage.
-- load_id is the number of the event that brought the row; key is the item's identity across loads; *_key are references.
-- row_number is the row's place in its load; cells maps a field to the cell it came from ("Sheet!F14").
-- implied marks an item that a sheet only refers to; it counts where no row states the item itself.
-- No primary keys, no indexes, no sequences: the loader and the tests check the invariants.

CREATE TABLE unit (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    implied BOOLEAN DEFAULT false,
    parent_key VARCHAR,
    "name" VARCHAR,
    "parent" VARCHAR,
    "level" DOUBLE,
    "kind" VARCHAR,
    "lead" VARCHAR,
    "capacity" DECIMAL(18, 4),
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE cycle (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    implied BOOLEAN DEFAULT false,
    "name" VARCHAR,
    "start" DATE,
    "end" DATE,
    "cadence" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE objective (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    implied BOOLEAN DEFAULT false,
    unit_key VARCHAR,
    cycle_key VARCHAR,
    parent_key VARCHAR,
    "code" VARCHAR,
    "title" VARCHAR,
    "unit" VARCHAR,
    "cycle" VARCHAR,
    "owner" VARCHAR,
    "parent" VARCHAR,
    "level" DOUBLE,
    "ambition" VARCHAR,
    "weight" DOUBLE,
    "description" VARCHAR,
    "why" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE key_result (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    implied BOOLEAN DEFAULT false,
    objective_key VARCHAR,
    unit_key VARCHAR,
    cycle_key VARCHAR,
    "code" VARCHAR,
    "title" VARCHAR,
    "objective" VARCHAR,
    "unit" VARCHAR,
    "cycle" VARCHAR,
    "owner" VARCHAR,
    "metric" VARCHAR,
    "measure" VARCHAR,
    "kind" VARCHAR,
    "baseline" DOUBLE,
    "target" DOUBLE,
    "lower" DOUBLE,
    "upper" DOUBLE,
    "current" DOUBLE,
    "steps" DOUBLE,
    "weight" DOUBLE,
    "start" DATE,
    "due" DATE,
    "ambition" VARCHAR,
    "confidence" DOUBLE,
    "status" VARCHAR,
    "status_word" VARCHAR,
    "progress" DOUBLE,
    "score" DOUBLE,
    "comment" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE target (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    key_result_key VARCHAR,
    kpi_key VARCHAR,
    "key_result" VARCHAR,
    "kpi" VARCHAR,
    "unit" VARCHAR,
    "date" DATE,
    "value" DOUBLE,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE check_in (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    key_result_key VARCHAR,
    "key_result" VARCHAR,
    "unit" VARCHAR,
    "cycle" VARCHAR,
    "date" DATE,
    "value" DOUBLE,
    "progress" DOUBLE,
    "confidence" DOUBLE,
    "status" VARCHAR,
    "status_word" VARCHAR,
    "progress_note" VARCHAR,
    "problems" VARCHAR,
    "plans" VARCHAR,
    "author" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE initiative (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    key_result_key VARCHAR,
    objective_key VARCHAR,
    unit_key VARCHAR,
    "code" VARCHAR,
    "title" VARCHAR,
    "key_result" VARCHAR,
    "objective" VARCHAR,
    "kind" VARCHAR,
    "unit" VARCHAR,
    "owner" VARCHAR,
    "start" DATE,
    "due" DATE,
    "status" VARCHAR,
    "status_word" VARCHAR,
    "percent_complete" DOUBLE,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE kpi (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    implied BOOLEAN DEFAULT false,
    unit_key VARCHAR,
    "code" VARCHAR,
    "name" VARCHAR,
    "unit" VARCHAR,
    "owner" VARCHAR,
    "perspective" VARCHAR,
    "measure" VARCHAR,
    "direction" VARCHAR,
    "baseline" DOUBLE,
    "target" DOUBLE,
    "healthy_low" DOUBLE,
    "healthy_high" DOUBLE,
    "warning_low" DOUBLE,
    "warning_high" DOUBLE,
    "valid_from" DATE,
    "frequency" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE kpi_reading (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    kpi_key VARCHAR,
    "kpi" VARCHAR,
    "unit" VARCHAR,
    "date" DATE,
    "value" DOUBLE,
    "target" DOUBLE,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE project (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    implied BOOLEAN DEFAULT false,
    unit_key VARCHAR,
    key_result_key VARCHAR,
    "code" VARCHAR,
    "name" VARCHAR,
    "unit" VARCHAR,
    "contributing_units" VARCHAR[],
    "sponsor" VARCHAR,
    "owner" VARCHAR,
    "priority" VARCHAR,
    "start" DATE,
    "due" DATE,
    "status" VARCHAR,
    "status_word" VARCHAR,
    "percent_complete" DOUBLE,
    "budget" DECIMAL(18, 4),
    "spent" DECIMAL(18, 4),
    "key_result" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE milestone (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    project_key VARCHAR,
    "project" VARCHAR,
    "code" VARCHAR,
    "name" VARCHAR,
    "unit" VARCHAR,
    "start" DATE,
    "due" DATE,
    "finished" DATE,
    "weight" DOUBLE,
    "percent_complete" DOUBLE,
    "status" VARCHAR,
    "status_word" VARCHAR,
    "owner" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE effort (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    unit_key VARCHAR,
    item_kind VARCHAR,
    item_key VARCHAR,
    "unit" VARCHAR,
    "period" VARCHAR,
    "start" DATE,
    "end" DATE,
    "person" VARCHAR,
    "conversation" VARCHAR,
    "category" VARCHAR,
    "item" VARCHAR,
    "stated" DECIMAL(18, 4),
    "planned" DECIMAL(18, 4),
    "actual" DECIMAL(18, 4),
    "measure" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE retrospective (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    unit_key VARCHAR,
    cycle_key VARCHAR,
    "unit" VARCHAR,
    "cycle" VARCHAR,
    "kind" VARCHAR,
    "note" VARCHAR,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);

CREATE TABLE champion (
    load_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    unit_key VARCHAR,
    "person" VARCHAR,
    "unit" VARCHAR,
    "role" VARCHAR,
    "since" DATE,
    "where" VARCHAR,
    cells MAP(VARCHAR, VARCHAR)
);
