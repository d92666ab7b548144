-- Of how many officials of an authority the own list was read since its facts were last held in full.
SELECT count(*) AS officials, count(*) FILTER (WHERE fresh.is) AS read,
    min(look.read_at) FILTER (WHERE fresh.is) AS oldest
FROM official
JOIN official_identifier AS who ON who.official_id = official.id AND who.kind = 'igot_user'
LEFT JOIN feed_look AS look ON look.user_id = who.value
LEFT JOIN feed_watermark AS held ON held.feed = 'igot' AND held.road = 'completions'
    AND held.authority_id = official.authority_id
    AND held.reporting_year = CAST(:year AS smallint)
CROSS JOIN LATERAL (
    SELECT look.settled AND look.read_at >= coalesce(held.facts_through, '-infinity') AS is
) AS fresh
WHERE official.authority_id = CAST(:authority_id AS integer) AND official.left_position IS NULL
