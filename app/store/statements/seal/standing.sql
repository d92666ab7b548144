-- What each standing entry's leaf is over, in order of official.
SELECT salt.salted
FROM apar_head AS head
JOIN apar_salt AS salt ON salt.reporting_year = head.reporting_year
    AND salt.official_id = head.official_id AND salt.version = head.version
WHERE head.reporting_year = CAST(:year AS smallint)
    AND head.authority_id = CAST(:authority_id AS integer)
ORDER BY head.official_id
