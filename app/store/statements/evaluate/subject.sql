-- The officials to decide for, each with the demand that is his: his own if named, else his place's.
SELECT official.id AS official_id, official.place_id AS profile_id, official.authority_id,
    official.service_id, official.cadre_id, demand.demand_no, demand.plan_ids,
    target.flag_missing, target.not_flagged, target.all_postings, target.ruleset_id, target.latest_attempt
FROM (
    SELECT official.*, scope.id AS place_id
    FROM scope
    JOIN official ON official.profile_id = scope.id
    WHERE official.id NOT IN (SELECT apart.official_id FROM apart)
    UNION ALL
    SELECT official.*, seat.place_id
    FROM seat
    JOIN official ON official.id = seat.official_id
) AS official
LEFT JOIN target AS own ON own.official_id = official.id AND own.profile_id = official.place_id
JOIN target ON target.profile_id = official.place_id
    AND target.official_id = coalesce(own.official_id, 0)
JOIN demand ON demand.plan_ids = target.plan_ids
-- Whom the reports can't know yet is not found short by them.
JOIN unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
    AS ready (authority_id, position)
    ON ready.authority_id = official.authority_id AND ready.position >= official.arrived_position
WHERE official.left_position IS NULL
