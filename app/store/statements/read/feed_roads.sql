-- What came of the roads of a run that the caller may see.
SELECT road, authority_id, state, reason, calls, counts, rejects
FROM feed_road
WHERE run_id = CAST(:run_id AS bigint)
ORDER BY started_at, road, authority_id
