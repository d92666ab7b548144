-- Whether a run over the same officials is queued or running.
SELECT EXISTS (
    SELECT FROM evaluation_run
    -- One that was killed says nothing any more; after a while it no longer stands in the way.
    WHERE coalesce(started_at, requested_at) > now() - CAST(:silence AS interval)
        AND reporting_year = CAST(:year AS smallint) AND state IN ('queued', 'running')
        AND authority_id IS NOT DISTINCT FROM CAST(:authority_id AS integer)
)
