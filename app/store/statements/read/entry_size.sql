-- How many entries stand for an authority, the newest one's position, and the SHA-256 over their
-- digests in order of official.
SELECT count(*) AS count, coalesce(max(head.position), 0) AS newest,
    sha256(coalesce(string_agg(entry.digest, CAST('' AS bytea) ORDER BY entry.official_id), ''))
        AS digest
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
WHERE head.reporting_year = CAST(:year AS smallint)
    AND head.authority_id = CAST(:authority_id AS integer)
