-- What was known of authorities that the feed now states otherwise goes to history.
INSERT INTO authority_history (
    id, kind, feed_id, name, learned_position, superseded_position
)
SELECT held.id, held.kind, held.feed_id, held.name, held.learned_position,
    CAST(:position AS bigint)
FROM unnest(
    CAST(:feed_ids AS text[]), CAST(:kinds AS text[]), CAST(:map_ids AS text[]),
    CAST(:parent_map_ids AS text[]), CAST(:names AS text[])
) AS stated (feed_id, kind, map_id, parent_map_id, name)
JOIN authority AS held ON held.feed_id = stated.feed_id
WHERE (held.kind, held.map_id, held.parent_map_id, held.name)
        IS DISTINCT FROM (stated.kind, stated.map_id, stated.parent_map_id, stated.name)
    AND held.learned_position < CAST(:position AS bigint)
