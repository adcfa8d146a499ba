-- What needs Python, computed by a use case and kept per (event, policy, as-of day), so that views can join it.
CREATE TABLE derived (
    derived_id VARCHAR NOT NULL,  -- hash of name, event, policy, as-of day
    name VARCHAR NOT NULL,  -- quality, forecast
    event INTEGER NOT NULL,
    as_of DATE NOT NULL
);

-- One row per finding of the key-result rules; a suppressed one is kept apart. `fingerprint` is the same as long as rule and
-- item are, `spans` are the words it means in the item's title as [start, end].
CREATE TABLE quality_finding (
    derived_id VARCHAR NOT NULL,
    item_kind VARCHAR NOT NULL,  -- key_result, objective
    item_key VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    suggestion VARCHAR NOT NULL,
    destination VARCHAR,
    source VARCHAR NOT NULL,
    span_start INTEGER,
    span_end INTEGER,
    spans INTEGER[][],
    fingerprint VARCHAR,
    suppressed BOOLEAN NOT NULL DEFAULT false,
    points DOUBLE  -- what the rule costs the item of its index, said once per rule
);

-- One row per graded key result.
CREATE TABLE quality_grade (
    derived_id VARCHAR NOT NULL,
    key_result_key VARCHAR NOT NULL,
    grade VARCHAR NOT NULL,
    errors INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    "index" DOUBLE  -- 0-100; NULL until the weights are calibrated
);

-- One row per sentence about what couldn't be judged, such as texts in a language without word lists.
CREATE TABLE quality_note (
    derived_id VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);

-- One row per key result with a forecast.
CREATE TABLE forecast (
    derived_id VARCHAR NOT NULL,
    key_result_key VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    location DOUBLE,
    scale DOUBLE,
    low80 DOUBLE,
    high80 DOUBLE,
    p_hit DOUBLE,
    p_70 DOUBLE,
    own_weight DOUBLE,
    check_ins INTEGER NOT NULL
);
