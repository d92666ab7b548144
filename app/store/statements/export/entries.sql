-- The selected entries themselves, in order of official.
SELECT selected.official_id, selected.version, selected.position, selected.digest,
    selected.facts_through, selected.published_at, selected.body, selected.correction,
    cadre.name AS cadre
FROM selected
LEFT JOIN cadre ON cadre.id = selected.cadre_id
ORDER BY selected.official_id
