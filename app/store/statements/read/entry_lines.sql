-- An authority's entries as lines of JSON, in order of official; $1 is the year, $2 the authority.
SELECT '{"official_id":' || entry.official_id || ',"version":' || entry.version
    || ',"position":' || entry.position
    || ',"digest":"' || encode(entry.digest, 'hex')
    || '","facts_through":' || to_json(entry.facts_through)
    || ',"published_at":' || to_json(entry.published_at)
    || ',"entry":' || entry.body || '}' AS line
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
WHERE head.reporting_year = $1 AND head.authority_id = $2
ORDER BY head.official_id
