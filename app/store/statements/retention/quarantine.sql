-- Removes records kept aside that no run since a moment has shown, at most so many.
DELETE FROM quarantine
WHERE id IN (
    SELECT quarantine.id
    FROM quarantine
    JOIN feed_run ON feed_run.id = quarantine.last_run_id
    WHERE feed_run.ended_at < CAST(:before AS timestamptz)
    ORDER BY quarantine.id
    LIMIT CAST(:limit AS integer)
)
