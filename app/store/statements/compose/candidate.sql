-- Those whom this run decided for, or the due among them, whose entry may differ.
SELECT evaluation.* FROM evaluation
JOIN official ON official.id = evaluation.official_id
-- Only whom this run decided for: an older outcome may contradict what is learned since.
JOIN unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
    AS ready (authority_id, position)
    ON ready.authority_id = official.authority_id
    AND ready.position >= official.arrived_position AND official.left_position IS NULL
WHERE evaluation.reporting_year = CAST(:year AS smallint)
    AND evaluation.authority_id = ANY (CAST(:authority_ids AS integer[]))
    -- Whoever is not mandated has no entry, unless one stands that says otherwise.
    AND (evaluation.outcome <> 'not_mandated' OR EXISTS (
        SELECT FROM apar_head AS head
        WHERE head.reporting_year = evaluation.reporting_year
            AND head.official_id = evaluation.official_id
    ))
    -- Only of these, or of all where there is no list: the planner sees how long it is.
    AND (CAST(:due AS integer[]) IS NULL
        OR evaluation.official_id = ANY (CAST(:due AS integer[])))
