-- Events that no link holds yet, in the order in which they were written.
SELECT id, at, client_id, person, purpose, action, request_id, reporting_year, authority_id,
    official_id, first_position, last_position, reach, outcome, officials
FROM audit_event
WHERE chain_hash IS NULL
ORDER BY id
LIMIT CAST(:limit AS integer)
