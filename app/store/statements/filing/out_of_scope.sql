-- Takes out of an instance's outbox what waits there of officials whom it serves no more.
UPDATE filing SET state = 'superseded', due_at = NULL, ended_at = CAST(:now AS timestamptz)
WHERE instance_id = CAST(:instance AS text) AND reporting_year = CAST(:year AS smallint)
    AND state IN ('pending', 'dead')
    -- What takes an entry back is told all the same.
    AND kind NOT IN ('tombstone', 'withdrawal')
    AND (
        authority_id = ANY (CAST(:authorities AS integer[]))
        OR service_id = ANY (CAST(:services AS integer[]))
        OR cadre_id = ANY (CAST(:cadres AS integer[]))
    ) IS NOT TRUE
