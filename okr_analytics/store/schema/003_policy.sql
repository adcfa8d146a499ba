-- The policy in force from an event on; event 0 holds the defaults. The latest event up to the known one counts.
CREATE TABLE policy (
    event INTEGER NOT NULL,
    status_rule VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,  -- gap, ratio, absolute, probability
    on_track DOUBLE NOT NULL,
    at_risk DOUBLE NOT NULL,
    cadence_days INTEGER NOT NULL,
    hours_per_fte DOUBLE NOT NULL,
    hours_per_day DOUBLE NOT NULL
);

-- One row per cycle that the policy names.
CREATE TABLE policy_cycle (
    event INTEGER NOT NULL,
    key VARCHAR NOT NULL,  -- the cycle's identity, as in the table cycle
    name VARCHAR NOT NULL,
    "start" DATE NOT NULL,
    "end" DATE NOT NULL,
    status_rule VARCHAR
);

-- One row per word for a conversation, folded to lower case; built-in words included.
CREATE TABLE policy_word (
    event INTEGER NOT NULL,
    word VARCHAR NOT NULL,
    conversation VARCHAR NOT NULL
);

-- One row per conversation with the band of its effort share, as fractions.
CREATE TABLE policy_band (
    event INTEGER NOT NULL,
    conversation VARCHAR NOT NULL,
    low DOUBLE,
    high DOUBLE
);
