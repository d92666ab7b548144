-- Which plan groups a profile satisfies, by the platform's own comparison: every criterion holds.
SELECT scope.id AS profile_id, plan.id AS plan_id, plan_group.group_no
FROM governed AS scope
JOIN training_plan AS plan ON plan.authority_id = scope.prescriber_id AND NOT scope.withheld
    AND plan.reporting_year = CAST(:year AS smallint)
    AND (plan.status = 'live' OR scope.retired_plans_count AND EXISTS (
        SELECT FROM ingest_position AS retired
        WHERE retired.position = plan.retired_position
            AND retired.closed_at >= CAST(:closes AS timestamptz)
    ))
JOIN plan_group ON plan_group.plan_id = plan.id
WHERE NOT EXISTS (
    SELECT FROM plan_criterion AS asked
    WHERE asked.plan_id = plan_group.plan_id AND asked.group_no = plan_group.group_no
        AND asked.key <> 'user'
        AND NOT coalesce(CASE asked.key
            WHEN 'designation_exact' THEN scope.designation = ANY (asked.values)
            WHEN 'designation' THEN lower(btrim(scope.designation)) = ANY (asked.values)
            WHEN 'rootorgid' THEN scope.authority_feed_id = ANY (asked.values)
            WHEN 'group' THEN lower(btrim(scope.group_name)) = ANY (asked.values)
            WHEN 'cadre' THEN lower(btrim(scope.cadre)) = ANY (asked.values)
            WHEN 'service' THEN lower(btrim(scope.service)) = ANY (asked.values)
            WHEN 'civil_service_type'
                THEN lower(btrim(scope.civil_service_type)) = ANY (asked.values)
            WHEN 'batch' THEN CAST(scope.batch AS text) = ANY (asked.values)
            WHEN 'isoncentraldeputation' THEN
                CASE WHEN scope.on_central_deputation THEN 'true' ELSE 'false' END
                = ANY (asked.values)
            WHEN 'isprofileverified' THEN
                CASE WHEN scope.profile_status = 'VERIFIED' THEN 'true' ELSE 'false' END
                = ANY (asked.values)
            WHEN 'profilestatus' THEN lower(scope.profile_status) = ANY (asked.values)
            WHEN 'tag' THEN EXISTS (
                SELECT FROM unnest(scope.tags) AS tag WHERE lower(btrim(tag)) = ANY (asked.values)
            )
        END, false)
)
