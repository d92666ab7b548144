-- The few whom no plan reaches, looked up once; everybody among everybody would be joined else.
INSERT INTO roster_unreached (official_id)
SELECT official_id FROM evaluation
WHERE reporting_year = CAST(:year AS smallint) AND plan_ids = '{}'
