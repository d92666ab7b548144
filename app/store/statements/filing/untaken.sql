-- Puts filings that the instance surely did not take back into its outbox, as if never tried.
UPDATE filing SET state = 'pending', tries = tries - 1, due_at = CAST(:now AS timestamptz)
FROM unnest(CAST(:official_ids AS integer[]), CAST(:positions AS bigint[]))
    AS back (official_id, position)
-- Found by the official alone, whatever is known yet of a table that just grew.
WHERE instance_id || '' = CAST(:instance AS text) AND reporting_year = CAST(:year AS smallint)
    AND filing.official_id = back.official_id AND filing.position = back.position
    AND filing.state = 'sent'
