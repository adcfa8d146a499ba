-- One value: a share as roll-ups count it, 0 to 1; NULL stays NULL (greatest() and least() would pass over it).
CREATE OR REPLACE MACRO clamp_of(share) AS
CASE WHEN share < 0 THEN 0 WHEN share > 1 THEN 1 ELSE share END;
