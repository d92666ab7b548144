-- How many records of a load stand in staging.
SELECT count(*) FROM staging.assessment WHERE load_id = CAST(:load_id AS bigint)
