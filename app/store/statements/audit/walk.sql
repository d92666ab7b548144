-- The links that follow a link, in their order, each with the event that it is over.
SELECT link, chain_hash, id, at, client_id, person, purpose, action, request_id, reporting_year,
    authority_id, official_id, first_position, last_position, reach, outcome,
    officials
FROM audit_event
WHERE link > CAST(:after AS bigint)
ORDER BY link
LIMIT CAST(:limit AS integer)
