-- The officials whom an identifier leads to now, two of them at most.
SELECT DISTINCT official_id
FROM official_identifier
WHERE kind = CAST(:kind AS text) AND value = CAST(:value AS text) AND withdrawn_position IS NULL
LIMIT 2
