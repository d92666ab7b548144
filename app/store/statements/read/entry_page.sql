-- One page of the entries that stand for an authority's officials, in order of official.
SELECT entry.official_id, entry.version, entry.position, entry.digest, entry.facts_through,
    entry.published_at, entry.correction, entry.body, cadre.name AS cadre
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
LEFT JOIN cadre ON cadre.id = entry.cadre_id
WHERE head.reporting_year = CAST(:year AS smallint)
    AND head.authority_id = CAST(:authority_id AS integer)
    AND head.official_id > CAST(:after AS integer)
ORDER BY head.official_id
LIMIT CAST(:limit AS integer)
