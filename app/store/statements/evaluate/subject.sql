-- The officials to decide for, each with the demand that is his: his own if named, else his profile's.
SELECT official.id AS official_id, official.profile_id, official.authority_id,
    official.service_id, official.cadre_id, demand.demand_no, demand.plan_ids,
    target.flag_missing, target.not_flagged, target.ruleset_id, target.latest_attempt
FROM official
JOIN scope ON scope.id = official.profile_id
LEFT JOIN (SELECT DISTINCT official_id FROM named) AS own ON own.official_id = official.id
JOIN target ON target.profile_id = official.profile_id
    AND target.official_id = coalesce(own.official_id, 0)
JOIN demand ON demand.plan_ids = target.plan_ids
-- Whom the reports can't know yet is not found short by them.
JOIN unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
    AS ready (authority_id, position)
    ON ready.authority_id = official.authority_id AND ready.position >= official.arrived_position
WHERE NOT CAST(:only_due AS boolean) OR EXISTS (
    SELECT FROM evaluation_due AS due
    WHERE due.reporting_year = CAST(:year AS smallint) AND due.official_id = official.id
)
