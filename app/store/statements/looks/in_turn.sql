-- Some feed users, those first whose own list was never read, then those whose was longest ago.
SELECT asked.user_id
FROM unnest(CAST(:user_ids AS text[])) AS asked (user_id)
LEFT JOIN feed_look AS look USING (user_id)
ORDER BY look.read_at NULLS FIRST, asked.user_id
LIMIT CAST(:limit AS bigint)
