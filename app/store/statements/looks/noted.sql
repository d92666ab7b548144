-- Feed users whose own list was read just now.
INSERT INTO feed_look (user_id, read_at, run_id, settled)
SELECT asked.user_id, CAST(:at AS timestamptz), CAST(:run_id AS bigint), CAST(:settled AS boolean)
FROM unnest(CAST(:user_ids AS text[])) AS asked (user_id)
ON CONFLICT (user_id) DO UPDATE SET
    read_at = excluded.read_at, run_id = excluded.run_id, settled = excluded.settled
