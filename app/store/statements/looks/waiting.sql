-- Officials of some authorities whose own list was not read since a moment, in turn.
SELECT official.authority_id, who.value AS user_id
FROM official
JOIN official_identifier AS who ON who.official_id = official.id AND who.kind = 'igot_user'
LEFT JOIN feed_look AS look ON look.user_id = who.value
WHERE official.authority_id = ANY (CAST(:authority_ids AS integer[]))
    AND official.left_position IS NULL
    AND (look.settled IS NOT TRUE OR look.read_at < CAST(:before AS timestamptz))
ORDER BY look.read_at NULLS FIRST, who.value
LIMIT CAST(:limit AS bigint)
