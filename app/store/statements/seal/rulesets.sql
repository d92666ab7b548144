-- The digests of all rules that an authority's standing entries were decided by.
SELECT DISTINCT "left"(split_part(entry.body, '"ruleset"\:"', -1), 64) AS digest
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
WHERE head.reporting_year = CAST(:year AS smallint)
    AND head.authority_id = CAST(:authority_id AS integer)
ORDER BY digest
