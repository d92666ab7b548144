-- Has what an instance surely lacks give way to what was published of the same official later.
UPDATE filing AS earlier SET state = 'superseded', due_at = NULL, ended_at = CAST(:now AS timestamptz)
FROM filing AS later
WHERE later.instance_id = CAST(:instance AS text)
    AND later.reporting_year = CAST(:year AS smallint) AND later.position > CAST(:after AS bigint)
    AND later.kind <> 'key_change'
    -- Found by the official alone, whatever is known yet of a table that just grew.
    AND earlier.instance_id || '' = later.instance_id AND earlier.reporting_year = later.reporting_year
    AND earlier.official_id = later.official_id AND earlier.position < later.position
    AND earlier.kind <> 'key_change'
    AND (earlier.state = 'dead' OR (earlier.state = 'pending' AND earlier.attempts = 0))
