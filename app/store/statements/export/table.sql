-- The selected entries as table rows, in order of official.
-- In canonical JSON the summary is the last member, so only that much of the body is parsed.
SELECT selected.official_id, selected.version, selected.position, summary.outcome,
    summary.prescribed, summary.required, summary.completed,
    encode(selected.digest, 'hex') AS digest,
    to_json(selected.facts_through) #>> '{}' AS facts_through,
    to_json(selected.published_at) #>> '{}' AS published_at, cadre.name AS cadre, selected.correction,
    selected.body
FROM selected
LEFT JOIN cadre ON cadre.id = selected.cadre_id
CROSS JOIN LATERAL json_to_record(
    CAST("left"(split_part(selected.body, '"summary":', -1), -1) AS json)
) AS summary (outcome text, prescribed integer, required integer, completed integer)
ORDER BY selected.official_id
