-- Outcomes that were just decided on are as fresh as their authority's facts again.
UPDATE evaluation SET confirmed_through = NULL
FROM official
WHERE evaluation.reporting_year = CAST(:year AS smallint)
    AND evaluation.confirmed_through IS NOT NULL AND official.id = evaluation.official_id
    AND official.left_position IS NULL
    AND EXISTS (
        SELECT FROM unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
            AS ready (authority_id, position)
        WHERE ready.authority_id = official.authority_id
            AND ready.position >= official.arrived_position
    )
