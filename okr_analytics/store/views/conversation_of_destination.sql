-- The conversation to which the effort of a key result belongs that was accepted as something else.
-- An initiative is work for growth; a KPI and an obligation are business as usual; a project is improvement.
CREATE OR REPLACE MACRO conversation_of_destination(destination) AS
CASE destination
    WHEN 'KPI board' THEN 'bau'
    WHEN 'compliance register' THEN 'bau'
    WHEN 'project portfolio' THEN 'improvement'
    WHEN 'initiative' THEN 'growth'
END;
