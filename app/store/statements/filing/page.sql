-- An instance's filings that the caller may see, in order of position, each with its last receipt.
SELECT filing.instance_id, filing.reporting_year, filing.official_id, filing.position, filing.kind,
    filing.version, filing.digest, filing.published_at, filing.state, filing.attempts,
    filing.due_at, filing.sent_at, filing.failure, filing.ended_at,
    receipt.status, receipt.code, receipt.reference, receipt.received_at
FROM filing
LEFT JOIN LATERAL (
    SELECT * FROM filing_receipt AS said
    WHERE said.instance_id = filing.instance_id AND said.reporting_year = filing.reporting_year
        AND said.official_id = filing.official_id AND said.position = filing.position
    ORDER BY said.attempt DESC
    LIMIT 1
) AS receipt ON true
WHERE (CAST(:instance AS text) IS NULL OR filing.instance_id = CAST(:instance AS text))
    AND (CAST(:year AS smallint) IS NULL OR filing.reporting_year = CAST(:year AS smallint))
    AND (CAST(:state AS text) IS NULL OR filing.state = CAST(:state AS text))
    AND (CAST(:official_id AS integer) IS NULL
        OR filing.official_id = CAST(:official_id AS integer))
    AND filing.position > CAST(:after AS bigint)
ORDER BY filing.position, filing.instance_id
LIMIT CAST(:limit AS integer)
