-- Everybody who holds an outcome of the year is due.
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT reporting_year, official_id, CAST(:position AS bigint)
FROM evaluation
WHERE reporting_year = CAST(:year AS smallint)
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
