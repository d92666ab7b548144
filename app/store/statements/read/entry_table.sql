-- An authority's entries as table rows, in order of official; $1 is the year, $2 the authority.
-- In canonical JSON the summary is the last member, so only that much of the body is parsed.
SELECT entry.official_id, entry.version, entry.position, summary.outcome, summary.prescribed,
    summary.required, summary.completed, encode(entry.digest, 'hex') AS digest,
    to_json(entry.facts_through) #>> '{}' AS facts_through,
    to_json(entry.published_at) #>> '{}' AS published_at, entry.body
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
CROSS JOIN LATERAL json_to_record(
    CAST("left"(split_part(entry.body, '"summary":', -1), -1) AS json)
) AS summary (outcome text, prescribed integer, required integer, completed integer)
WHERE head.reporting_year = $1 AND head.authority_id = $2
ORDER BY head.official_id
