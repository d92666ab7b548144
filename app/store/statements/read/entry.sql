-- The entry that stands for one official and year, with who prescribes.
SELECT head.authority_id, evaluation.confirmed_through, entry.version, entry.position, entry.body, entry.digest,
    entry.facts_through, entry.published_at, entry.correction, entry.prescriber_id, cadre.name AS cadre,
    prescriber.name AS prescriber_name
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
LEFT JOIN evaluation ON evaluation.reporting_year = head.reporting_year
    AND evaluation.official_id = head.official_id
LEFT JOIN authority AS prescriber ON prescriber.id = entry.prescriber_id
LEFT JOIN cadre ON cadre.id = entry.cadre_id
WHERE head.reporting_year = CAST(:year AS smallint)
    AND head.official_id = CAST(:official_id AS integer)
