-- What the finished key results taught, per (event, as-of day): one JSON document a derived table.
-- Names: forecast (the prior behind the forecasts), calibration (how good they would have been).
CREATE TABLE learnt (
    derived_id VARCHAR NOT NULL,
    document VARCHAR NOT NULL  -- JSON
);
