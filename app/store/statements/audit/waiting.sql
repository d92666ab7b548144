-- How many events wait for their link, and since when the first of them does.
SELECT count(*) AS events, min(at) AS since
FROM audit_event
WHERE chain_hash IS NULL
