-- What was known of authorities that the feed now states otherwise goes to history.
INSERT INTO authority_history (
    id, kind, feed_id, name, learned_position, superseded_position
)
SELECT held.id, held.kind, held.feed_id, held.name, held.learned_position,
    CAST(:position AS bigint)
FROM unnest(
    CAST(:feed_ids AS text[]), CAST(:kinds AS text[]), CAST(:names AS text[])
) AS stated (feed_id, kind, name)
JOIN authority AS held ON held.feed_id = stated.feed_id
WHERE (held.kind, held.name) IS DISTINCT FROM (stated.kind, stated.name)
    AND held.learned_position < CAST(:position AS bigint)
