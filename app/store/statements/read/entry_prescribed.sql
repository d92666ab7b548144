-- The last version of an official's entry that the caller's authority prescribed, where he has left
-- and another stands by now: the caller sees that one no more.
SELECT entry.authority_id, CAST(NULL AS timestamptz) AS confirmed_through, entry.version,
    entry.position, entry.body, entry.digest, entry.facts_through, entry.published_at,
    entry.correction, entry.prescriber_id, cadre.name AS cadre, prescriber.name AS prescriber_name
FROM apar_entry AS entry
LEFT JOIN authority AS prescriber ON prescriber.id = entry.prescriber_id
LEFT JOIN cadre ON cadre.id = entry.cadre_id
WHERE entry.reporting_year = CAST(:year AS smallint)
    AND entry.official_id = CAST(:official_id AS integer)
    AND entry.prescriber_id = ANY (CAST((SELECT tenant_ids('app.authorities')) AS integer[]))
ORDER BY entry.version DESC
LIMIT 1
