-- Removes lines of the queue's log that are older than a moment, at most so many.
DELETE FROM jobs.pgqueuer_log
WHERE id IN (
    SELECT id FROM jobs.pgqueuer_log
    WHERE created < CAST(:before AS timestamptz)
    ORDER BY id
    LIMIT CAST(:limit AS integer)
)
