-- Records that are kept aside, in the order in which they first were.
SELECT id, road, quirk, subject, NULLIF(authority_id, 0) AS authority_id, detail, first_run_id,
    last_run_id
FROM quarantine
WHERE id > CAST(:after AS bigint)
    AND (CAST(:road AS text) IS NULL OR road = CAST(:road AS text))
    AND (CAST(:quirk AS text) IS NULL OR quirk = CAST(:quirk AS text))
    AND (CAST(:authority_id AS integer) IS NULL OR authority_id = CAST(:authority_id AS integer))
ORDER BY id
LIMIT CAST(:limit AS integer)
