-- One transaction at a time decides for a reporting year.
SELECT pg_advisory_xact_lock(hashtext('outcomes'), CAST(:year AS integer))
