-- The selected entries themselves, in order of official.
SELECT official_id, version, position, digest, facts_through, published_at, body, correction
FROM selected
ORDER BY official_id
