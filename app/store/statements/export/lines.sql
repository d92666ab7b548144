-- The selected entries as lines of JSON, in order of official.
SELECT '{"official_id":' || selected.official_id || ',"version":' || selected.version
    || ',"position":' || selected.position
    || ',"digest":"' || encode(selected.digest, 'hex')
    || '","facts_through":' || to_json(selected.facts_through)
    || ',"published_at":' || to_json(selected.published_at)
    || ',"cadre":' || coalesce(CAST(to_json(cadre.name) AS text), 'null')
    || ',"correction":' || coalesce(selected.correction, 'null')
    || ',"entry":' || selected.body || '}' AS line
FROM selected
LEFT JOIN cadre ON cadre.id = selected.cadre_id
ORDER BY selected.official_id
