-- Cadres that the load names for the first time.
INSERT INTO cadre (name)
SELECT DISTINCT cadre FROM staging.official
WHERE load_id = :load_id AND cadre IS NOT NULL
ON CONFLICT (name) DO NOTHING
