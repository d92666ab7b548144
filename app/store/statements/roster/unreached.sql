-- The few whom no plan reaches, looked up once; everybody among everybody would be joined else.
CREATE TEMPORARY TABLE roster_unreached ON COMMIT DROP AS
SELECT official_id FROM evaluation
WHERE reporting_year = CAST(:year AS smallint) AND plan_ids = '{}'
