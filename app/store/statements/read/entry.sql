-- The entry that stands for one official and year, with who prescribes. Names are looked up, not joined: that
-- costs less to begin than it would take to hold each table ready.
SELECT head.authority_id, evaluation.confirmed_through, entry.version, entry.position, entry.body, entry.digest,
    entry.facts_through, entry.published_at, entry.correction, entry.prescriber_id,
    (SELECT cadre.name FROM cadre WHERE cadre.id = entry.cadre_id) AS cadre,
    (SELECT prescriber.name FROM authority AS prescriber WHERE prescriber.id = entry.prescriber_id) AS prescriber_name
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
LEFT JOIN evaluation ON evaluation.reporting_year = head.reporting_year
    AND evaluation.official_id = head.official_id
WHERE head.reporting_year = CAST(:year AS smallint)
    AND head.official_id = CAST(:official_id AS integer)
