-- Filings of an instance that were sent, and of which nobody knows whether it has them.
SELECT official_id, position, kind, digest, published_at, tries, sent_at, failure
FROM filing
WHERE instance_id = CAST(:instance AS text) AND reporting_year = CAST(:year AS smallint)
    AND state = 'sent'
ORDER BY position
LIMIT CAST(:limit AS integer)
