-- One row: the policy in force as far as known (the one set by the latest event up to `known`).
CREATE OR REPLACE MACRO policy_now(as_of, known) AS TABLE
SELECT p.*
FROM policy p
WHERE p.event <= known
ORDER BY p.event DESC
LIMIT 1;
