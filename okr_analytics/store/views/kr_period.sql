-- One row per key result and period of its cadence that is over: whether it was checked in, on time, late or not at all.
-- What a key result is called stands once in kr_basis: 520,000 periods with all its names would take 170 MB.
CREATE OR REPLACE MACRO kr_period(as_of, known) AS TABLE
SELECT
    b.key_result_key, b.code, b.title, b.objective_key, b.objective, b.unit_key, b.unit, b.cycle_key, b.cycle, b.owner,
    p.number, p.from_date, p.to_date, p.week, b.cadence_days, p.check_ins, p.timing, b.load_id, b.file, b."where"
FROM kr_timing(as_of, known) p
JOIN kr_basis(as_of, known) b ON b.key_result_key = p.key_result_key;
