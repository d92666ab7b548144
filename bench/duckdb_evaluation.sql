-- The same computation for DuckDB: one row an official, nothing written but the answer in memory.
-- Left out is what this population has none of: see LEFT_OUT in peer.py.
CREATE OR REPLACE TABLE answer AS
WITH body AS (
    SELECT authority_id FROM autonomous_body
    WHERE withdrawn_position IS NULL AND NOT coalesce(
        mandated_from <= $reference_day AND coalesce(mandated_until >= $reference_day, true), false)
), place AS (
    SELECT profile.*, body.authority_id IS NOT NULL AND NOT coalesce(
            list_contains($all_india_services, lower(trim(service))), false
        ) AS body_without_choice, authority.kind, lower(authority.feed_id) AS authority_feed_id,
        coalesce(list_contains($all_india_services, lower(trim(service))), false) AS all_india,
        coalesce(list_contains($all_india_services, lower(trim(service))), false)
            AND on_central_deputation IS NOT TRUE AS under_cca,
        $years_counted_from - batch AS years
    FROM profile
    JOIN authority ON authority.id = profile.authority_id
    LEFT JOIN body ON body.authority_id = profile.authority_id
), cca AS (
    SELECT lower(trim(name)) AS name, CASE WHEN count(*) = 1 THEN min(id) END AS id
    FROM authority WHERE kind = 'cca' GROUP BY ALL
), house AS (
    SELECT unnest($level_keys) AS designation_key, unnest($level_codes) AS level
), placed AS (
    SELECT place.*, NOT all_india AND kind = 'cca' AS not_covered,
        CASE WHEN under_cca THEN cca.id WHEN kind = 'mdo' THEN place.authority_id END AS prescriber_id,
        CASE
            WHEN NOT under_cca THEN coalesce(own.level, house.level)
            WHEN years < 0 THEN NULL
            WHEN years <= $band_limits[1] THEN $bands[1]
            WHEN years <= $band_limits[2] THEN $bands[2]
            WHEN years < $band_limits[3] THEN $bands[3]
            WHEN years = $band_limits[3] THEN $band_at_last_limit
            WHEN years > $band_limits[3] THEN $bands[4]
        END AS level
    FROM place
    LEFT JOIN cca ON cca.name = lower(trim(place.controlling_authority))
    LEFT JOIN designation_level AS own ON own.authority_id = place.authority_id
        AND own.designation_key = place.designation_key AND own.withdrawn_position IS NULL
    LEFT JOIN house ON house.designation_key = place.designation_key
), judged AS (
    SELECT placed.id AS profile_id, plan.id AS plan_id, plan_group.group_no, asked.key,
        CASE asked.key
            WHEN 'designation_exact' THEN list_contains(asked.values, designation)
            WHEN 'designation' THEN list_contains(asked.values, lower(trim(designation)))
            WHEN 'rootorgid' THEN list_contains(asked.values, authority_feed_id)
            WHEN 'group' THEN list_contains(asked.values, lower(trim(group_name)))
            WHEN 'cadre' THEN list_contains(asked.values, lower(trim(cadre)))
            WHEN 'service' THEN list_contains(asked.values, lower(trim(service)))
            WHEN 'civil_service_type'
                THEN list_contains(asked.values, lower(trim(civil_service_type)))
            WHEN 'batch' THEN list_contains(asked.values, CAST(batch AS VARCHAR))
            WHEN 'isoncentraldeputation' THEN list_contains(
                asked.values, CASE WHEN on_central_deputation THEN 'true' ELSE 'false' END)
            WHEN 'isprofileverified' THEN list_contains(
                asked.values, CASE WHEN profile_status = 'VERIFIED' THEN 'true' ELSE 'false' END)
            WHEN 'profilestatus' THEN list_contains(asked.values, lower(profile_status))
            WHEN 'tag' THEN list_has_any(
                asked.values, list_transform(tags, lambda tag: lower(trim(tag))))
        END AS holds
    FROM placed
    JOIN training_plan AS plan ON plan.authority_id = placed.prescriber_id
        AND plan.reporting_year = $year AND plan.status = 'live'
    JOIN plan_group ON plan_group.plan_id = plan.id
    LEFT JOIN plan_criterion AS asked ON asked.plan_id = plan.id
        AND asked.group_no = plan_group.group_no
), matching AS (
    SELECT profile_id, plan_id, group_no, coalesce(bool_or(key = 'user'), false) AS names_users
    FROM judged
    GROUP BY ALL
    HAVING coalesce(bool_and(coalesce(holds, false)) FILTER (WHERE key <> 'user'), true)
), listed AS (
    SELECT plan_id, group_no, criterion_no, unnest(values) AS feed_id
    FROM plan_criterion WHERE key = 'user'
), in_every_list AS (
    SELECT plan_id, group_no, feed_id
    FROM listed
    JOIN (
        SELECT plan_id, group_no, count(*) AS lists FROM plan_criterion
        WHERE key = 'user' GROUP BY plan_id, group_no
    ) USING (plan_id, group_no)
    GROUP BY plan_id, group_no, feed_id, lists
    HAVING count(DISTINCT criterion_no) = lists
), reached AS (
    SELECT profile_id, NULL AS official_id, plan_id FROM matching WHERE NOT names_users
    UNION
    SELECT matching.profile_id, official.id, matching.plan_id
    FROM matching
    JOIN in_every_list USING (plan_id, group_no)
    JOIN official_identifier AS known ON known.value = in_every_list.feed_id
    JOIN official ON official.id = known.official_id AND official.profile_id = matching.profile_id
    WHERE matching.names_users
), held AS (
    SELECT id AS profile_id, NULL AS official_id FROM profile
    UNION
    SELECT profile_id, official_id FROM reached
), target AS (
    SELECT held.profile_id, held.official_id,
        coalesce(list_sort(list(DISTINCT plan.id) FILTER (
            WHERE plan.apar OR NOT $apar_flag_required)), []) AS plan_ids,
        coalesce(bool_or(plan.apar IS NULL AND plan.id IS NOT NULL), false)
            AND $apar_flag_required AS flag_missing,
        coalesce(bool_or(NOT plan.apar), false) AND $apar_flag_required AS not_flagged
    FROM held
    LEFT JOIN reached ON reached.profile_id = held.profile_id
        AND (reached.official_id IS NULL OR reached.official_id = held.official_id)
    LEFT JOIN training_plan AS plan ON plan.id = reached.plan_id
    GROUP BY ALL
), demand AS (
    SELECT plan_ids, row_number() OVER () AS demand_no FROM (SELECT DISTINCT plan_ids FROM target)
), counting AS (
    SELECT demand_no, unnest(plan_ids) AS plan_id FROM demand
), prescribed AS (
    SELECT DISTINCT demand_no, course_id FROM counting JOIN prescribed_course USING (plan_id)
), linked AS (
    SELECT DISTINCT demand_no, assessment_id
    FROM counting JOIN training_plan ON training_plan.id = plan_id
    WHERE assessment_id IS NOT NULL
), size AS (
    SELECT demand_no, coalesce(courses, 0) AS prescribed,
        (coalesce(courses, 0) * $share_numerator + $share_denominator - 1) // $share_denominator
            AS required,
        coalesce(assessments, 0) AS assessments
    FROM demand
    LEFT JOIN (SELECT demand_no, count(*) AS courses FROM prescribed GROUP BY ALL)
        USING (demand_no)
    LEFT JOIN (SELECT demand_no, count(*) AS assessments FROM linked GROUP BY ALL)
        USING (demand_no)
), subject AS (
    SELECT official.id AS official_id, official.profile_id, official.authority_id,
        official.service_id, official.cadre_id, demand_no,
        target.plan_ids, target.flag_missing, target.not_flagged
    FROM official
    LEFT JOIN target AS own ON own.official_id = official.id
    JOIN target ON target.profile_id = official.profile_id
        AND target.official_id IS NOT DISTINCT FROM own.official_id
    JOIN demand ON demand.plan_ids = target.plan_ids
    WHERE official.left_position IS NULL
), counted AS (
    SELECT official_id, count(*) AS completed
    FROM completion
    JOIN subject USING (official_id)
    JOIN prescribed USING (demand_no, course_id)
    WHERE withdrawn_position IS NULL AND reporting_year = $year
        AND completed_at >= $opens AND completed_at < $closes
    GROUP BY ALL
), attempt AS (
    SELECT subject.official_id, linked.assessment_id,
        min(CASE state WHEN 'passed' THEN 1 WHEN 'failed' THEN 2 WHEN 'not_established' THEN 3 END)
            AS best,
        arg_max(CASE state WHEN 'passed' THEN 1 WHEN 'failed' THEN 2 ELSE 3 END, taken_at)
            AS latest
    FROM subject
    JOIN linked USING (demand_no)
    LEFT JOIN assessment_result AS result ON result.official_id = subject.official_id
        AND result.assessment_id = linked.assessment_id
        AND result.reporting_year = $year AND result.withdrawn_position IS NULL
        AND (taken_at IS NULL OR (taken_at >= $opens AND taken_at < $closes))
    GROUP BY ALL
), assessed AS (
    SELECT official_id, CASE
        WHEN bool_or(standing = 2) THEN 'failed'
        WHEN bool_or(standing = 3) THEN 'not_established'
        WHEN bool_or(standing IS NULL) THEN 'pending'
        ELSE 'passed'
    END AS assessment
    FROM (
        SELECT official_id, CASE WHEN $latest_attempt THEN coalesce(latest, best) ELSE best END
            AS standing
        FROM attempt
    )
    GROUP BY ALL
), mandating AS (
    SELECT authority_id, coalesce(bool_or(apar), false) AS flagged
    FROM training_plan
    WHERE reporting_year = $year AND assessment_id IS NOT NULL AND status = 'live'
    GROUP BY ALL
), exempted AS (
    SELECT official_id,
        bool_or(valid_from <= $last_day AND coalesce(valid_until >= $last_day, true)) AS last_day,
        bool_or(valid_from <= $last_day AND coalesce(valid_until >= $first_day, true)) AS any_day,
        bool_or(kind = 'retirement'
            AND valid_from <= $last_day AND coalesce(valid_until >= $last_day, true)) AS retired
    FROM exemption
    WHERE withdrawn_position IS NULL
    GROUP BY ALL
), doubted AS (
    SELECT official_id, true AS doubted FROM completion_doubt WHERE withdrawn_position IS NULL
), weighed AS (
    SELECT subject.*, placed.prescriber_id, placed.not_covered, placed.body_without_choice, placed.level,
        size.prescribed, size.required, size.assessments,
        coalesce(counted.completed, 0) AS completed,
        coalesce(assessed.assessment, 'not_linked') AS assessment,
        coalesce(CASE $exemption_covers
            WHEN 'last_day' THEN exempted.last_day
            WHEN 'any_day' THEN exempted.any_day
            ELSE CAST(error('orders are not joined into a whole year here') AS BOOLEAN)
        END, false) AS exempt,
        coalesce(exempted.retired, false) AS retired,
        mandating.authority_id IS NOT NULL AND (mandating.flagged OR NOT $apar_flag_required)
            AS mandated_elsewhere,
        coalesce(doubted.doubted, false) AND coalesce(counted.completed, 0) < size.required
            AS in_doubt,
        list_contains($employment_without_apar, placed.employment) AS without_apar,
        placed.all_india AND placed.on_central_deputation IS NULL AS deputation_missing
    FROM subject
    JOIN placed ON placed.id = subject.profile_id
    JOIN size USING (demand_no)
    LEFT JOIN counted USING (official_id)
    LEFT JOIN assessed USING (official_id)
    LEFT JOIN mandating ON mandating.authority_id = placed.prescriber_id
    LEFT JOIN exempted USING (official_id)
    LEFT JOIN doubted USING (official_id)
)
SELECT official_id, authority_id, service_id, cadre_id, prescriber_id, level,
    CASE
        WHEN without_apar OR not_covered OR body_without_choice THEN 'not_mandated'
        WHEN exempt OR retired AND $retirement_exempts THEN 'exempt'
        WHEN prescribed = 0 AND level IS NULL THEN 'level_unresolved'
        WHEN prescribed = 0 THEN 'no_plan'
        WHEN in_doubt THEN 'not_established'
        WHEN completed < required THEN 'short_of_courses'
        WHEN NOT $assessment_required THEN 'met'
        WHEN assessment = 'failed' THEN 'assessment_failed'
        WHEN assessment = 'not_established' THEN 'not_established'
        WHEN assessment = 'pending' THEN 'assessment_pending'
        ELSE 'met'
    END AS outcome,
    prescribed, required, completed, assessment,
    list_filter([
        CASE WHEN flag_missing THEN 'apar_flag_missing' END,
        CASE WHEN len(plan_ids) > 0 AND assessments = 0 THEN
            CASE WHEN mandated_elsewhere THEN 'assessment_not_yet_mandated'
                ELSE 'assessment_not_linked' END
        END,
        CASE WHEN in_doubt THEN 'completion_in_doubt' END,
        CASE WHEN prescribed > 0 AND completed < required THEN 'courses_below_share' END,
        CASE WHEN deputation_missing THEN 'deputation_flag_missing' END,
        CASE WHEN without_apar THEN 'employment_without_apar' END,
        CASE WHEN exempt THEN 'exempted_by_order' END,
        CASE WHEN assessment = 'not_established' THEN 'fail_without_evidence' END,
        CASE WHEN level IS NULL AND NOT not_covered THEN 'level_unknown' END,
        CASE WHEN body_without_choice THEN 'ministry_has_not_chosen' END,
        CASE WHEN not_covered THEN 'not_covered' END,
        CASE WHEN not_flagged THEN 'not_flagged_apar' END,
        CASE WHEN prescriber_id IS NULL AND NOT not_covered THEN 'prescriber_unknown' END,
        CASE WHEN len(plan_ids) = 0 THEN 'reached_by_no_plan' END,
        CASE WHEN retired THEN 'retired_by_order' END,
        CASE WHEN len(plan_ids) > 1 THEN 'several_plans' END
    ], lambda reason: reason IS NOT NULL) AS reasons,
    plan_ids
FROM weighed
