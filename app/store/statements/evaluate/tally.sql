-- How many officials a run decides for: those of its authorities whom the reports can know.
SELECT count(*) AS officials
FROM official
JOIN unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
    AS ready (authority_id, position)
    ON ready.authority_id = official.authority_id AND ready.position >= official.arrived_position
WHERE official.left_position IS NULL
