-- The job library's queue, by kind of work and state: since when the first of each is due, and when
-- a worker last said that it is at one.
SELECT entrypoint AS kind, CAST(status AS text) AS status, count(*) AS count,
    min(execute_after) FILTER (WHERE status = 'queued' AND execute_after <= now()) AS due_since,
    max(heartbeat) FILTER (WHERE status = 'picked') AS heard_at
FROM jobs.pgqueuer
GROUP BY entrypoint, status
ORDER BY entrypoint, status
