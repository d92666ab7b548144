-- Runs of the feed, the last first. What all authorities came to is told to who may see all of them.
SELECT id, reporting_year, kind, state, resumes, started_at, ended_at,
    CASE WHEN seen.everything THEN reason END AS reason,
    CASE WHEN seen.everything THEN calls END AS calls,
    CASE WHEN seen.everything THEN counts END AS counts,
    CASE WHEN seen.everything THEN planned END AS planned,
    CASE WHEN seen.everything THEN calls_allowed END AS calls_allowed
FROM feed_run
CROSS JOIN (SELECT (SELECT tenant_reach()) = 'all' AS everything) AS seen
WHERE (CAST(:run_id AS bigint) IS NULL OR id = CAST(:run_id AS bigint))
    AND (CAST(:before AS bigint) = 0 OR id < CAST(:before AS bigint))
ORDER BY id DESC
LIMIT CAST(:limit AS integer)
