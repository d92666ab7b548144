-- Which officials some outside identifiers lead to, and the entry that stands for each.
SELECT asked.place, held.official_id, entry.version, entry.position, entry.digest,
    entry.facts_through, entry.published_at, entry.body, entry.correction,
    cadre.name AS cadre, head.authority_id, evaluation.confirmed_through
FROM unnest(CAST(:kinds AS text[]), CAST(:values AS text[]))
    WITH ORDINALITY AS asked (kind, value, place)
JOIN official_identifier AS held ON held.kind = asked.kind AND held.value = asked.value
    AND held.withdrawn_position IS NULL
LEFT JOIN apar_head AS head ON head.reporting_year = CAST(:year AS smallint)
    AND head.official_id = held.official_id
LEFT JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
LEFT JOIN cadre ON cadre.id = entry.cadre_id
LEFT JOIN evaluation ON evaluation.reporting_year = head.reporting_year
    AND evaluation.official_id = head.official_id
ORDER BY asked.place, held.official_id
