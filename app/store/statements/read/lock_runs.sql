-- Lets one asker for a run of the year in at a time, until its transaction ends.
SELECT pg_advisory_xact_lock(hashtext('evaluation_run'), CAST(:year AS integer))
