-- Which versions of the schema and of the views this database was made with ('schema', 'views'), and one row per view
-- that was created so far ('view').
CREATE TABLE meta (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);

-- What was done, in the order of the journal: the projection of its events.
CREATE TABLE event (
    number INTEGER NOT NULL,
    "time" TIMESTAMP NOT NULL,  -- UTC
    actor VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    summary VARCHAR NOT NULL
);

-- One row per load; load_id is the number of its event. An undone load keeps its rows and the number of its undoing.
CREATE TABLE load (
    load_id INTEGER NOT NULL,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    as_of_source VARCHAR NOT NULL,
    loaded_at TIMESTAMP NOT NULL,  -- UTC
    actor VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,  -- merge, replace
    content VARCHAR NOT NULL DEFAULT '',  -- hash of the records as read
    nonblank INTEGER NOT NULL,
    unused INTEGER NOT NULL,
    diagnostics INTEGER NOT NULL,
    undone_by INTEGER,
    purged_by INTEGER
);

-- One row per scope that a load replaces: older rows of this kind, unit and period no longer hold.
-- A scope of effort replaces one amount (stated, planned or actual) in one measure, so that actual hours don't
-- wipe the plan; `person` is set where a file is one person's, `period` where a period has no days.
-- `item_key` is the key result, KPI or project whose check-ins, targets, readings or milestones are replaced, or the key
-- result or objective whose initiatives are.
CREATE TABLE load_scope (
    load_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    unit_key VARCHAR,
    cycle_key VARCHAR,
    "start" DATE,
    "end" DATE,
    period VARCHAR,
    person VARCHAR,
    measure VARCHAR,
    amount VARCHAR,
    item_key VARCHAR
);

-- One row per diagnostic of a load.
CREATE TABLE load_diagnostic (
    load_id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    "where" VARCHAR,
    message VARCHAR NOT NULL,
    advice VARCHAR NOT NULL
);

-- One row per decision that two names mean one item: what would get the key `alias` is the item `key`.
CREATE TABLE renamed (
    event INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    key VARCHAR NOT NULL
);

-- One row per decision of a person besides loads: policy, layout, destination, suppression, vote, pack, scenario, stated.
-- `subject` is what it is about (a fingerprint, an item's key, a name); of one subject the latest event counts.
CREATE TABLE decision (
    event INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    "time" TIMESTAMP NOT NULL,  -- UTC
    payload VARCHAR NOT NULL  -- JSON
);
