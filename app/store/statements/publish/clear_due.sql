-- Takes off the list the officials whose facts, as of a position, have been decided on.
DELETE FROM evaluation_due AS due
USING official
WHERE due.reporting_year = CAST(:year AS smallint)
    AND due.position <= CAST(:facts_position AS bigint) AND official.id = due.official_id
    AND official.left_position IS NULL
    AND EXISTS (
        SELECT FROM unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
            AS ready (authority_id, position)
        WHERE ready.authority_id = official.authority_id
            AND ready.position >= official.arrived_position
    )
