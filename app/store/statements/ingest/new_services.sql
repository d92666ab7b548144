-- Services that the load names for the first time.
INSERT INTO service (name)
SELECT DISTINCT service FROM staging.official
WHERE load_id = :load_id AND service IS NOT NULL
ON CONFLICT (name) DO NOTHING
