-- Puts dead letters back into an instance's outbox, all or those of one official.
UPDATE filing SET state = 'pending', tries = 0, due_at = CAST(:now AS timestamptz), ended_at = NULL
WHERE instance_id = CAST(:instance AS text) AND state = 'dead'
    AND (CAST(:year AS smallint) IS NULL OR reporting_year = CAST(:year AS smallint))
    AND (CAST(:official_id AS integer) IS NULL OR official_id = CAST(:official_id AS integer))
