-- The entries that stand for an authority's officials; $1 is the year, $2 the authority.
SELECT entry.*
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
WHERE head.reporting_year = $1 AND head.authority_id = $2
