-- One value: the share of the time from `first` to `last` that has passed on `day`, 0 to 1; NULL where it isn't known.
CREATE OR REPLACE MACRO elapsed_of("first", "last", "day") AS
CASE
    WHEN "day" >= "last" THEN 1.0
    WHEN "day" <= "first" THEN 0.0
    ELSE ("day" - "first") / nullif("last" - "first", 0)
END::DOUBLE;
