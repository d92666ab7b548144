-- Whether a run over the same officials is queued or running.
SELECT EXISTS (
    SELECT FROM evaluation_run
    WHERE reporting_year = CAST(:year AS smallint) AND state IN ('queued', 'running')
        AND authority_id IS NOT DISTINCT FROM CAST(:authority_id AS integer)
)
