-- Stages the canonical entries that differ from those that stand.
INSERT INTO staging.entry (load_id, official_id, body, digest)
SELECT CAST(:load_id AS bigint), hashed.official_id, hashed.body, hashed.digest
FROM hashed
LEFT JOIN apar_head AS head ON head.reporting_year = CAST(:year AS smallint)
    AND head.official_id = hashed.official_id
WHERE head.digest IS DISTINCT FROM hashed.digest
    -- The same entry is published anew for an official who moved: rows carry who may see them.
    OR (head.authority_id, head.service_id, head.cadre_id, head.prescriber_id) IS DISTINCT FROM
        (hashed.authority_id, hashed.service_id, hashed.cadre_id, hashed.prescriber_id)
