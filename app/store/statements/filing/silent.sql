-- Notes why nothing was heard of filings that were sent.
UPDATE filing SET failure = CAST(:failure AS text)
FROM unnest(CAST(:official_ids AS integer[]), CAST(:positions AS bigint[]))
    AS silent (official_id, position)
-- Found by the official alone, whatever is known yet of a table that just grew.
WHERE instance_id || '' = CAST(:instance AS text) AND reporting_year = CAST(:year AS smallint)
    AND filing.official_id = silent.official_id AND filing.position = silent.position
    AND filing.state = 'sent'
