-- The last link of the chain, if there is one.
SELECT link AS number, id AS event_id, chain_hash AS hash
FROM audit_event
WHERE link IS NOT NULL
ORDER BY link DESC
LIMIT 1
