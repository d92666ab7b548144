-- Authorities whose place in the feed's tree is another, or is known now: found by their users' id.
UPDATE authority SET
    map_id = stated.map_id, parent_map_id = stated.parent_map_id, tree_row_id = stated.row_id
FROM unnest(
    CAST(:feed_ids AS text[]), CAST(:map_ids AS text[]), CAST(:parent_map_ids AS text[]),
    CAST(:row_ids AS bigint[])
) AS stated (feed_id, map_id, parent_map_id, row_id)
WHERE authority.feed_id = stated.feed_id
    AND (authority.map_id, authority.parent_map_id, authority.tree_row_id)
        IS DISTINCT FROM (stated.map_id, stated.parent_map_id, stated.row_id)
