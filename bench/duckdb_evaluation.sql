-- The same rules over the same rows for DuckDB: one row an official, nothing written but the answer in
-- memory. What is the same for all officials of a place is put together once for it, as ours is.
CREATE OR REPLACE TABLE answer AS
WITH ready AS (
    SELECT unnest($authority_ids) AS authority_id, unnest($read_through) AS position
), stint AS (
    SELECT official_id, profile_id, valid_from,
        date_diff('day', greatest(valid_from, $first_day),
            least(coalesce(valid_to, $reference_day), $reference_day)) + 1 AS days,
        coalesce(valid_to >= $reference_day, true) AS standing
    FROM posting
    WHERE $moving AND valid_from <= $reference_day
        AND coalesce(valid_to >= greatest(valid_from, $first_day), true)
        AND official_id IN (
            SELECT official_id FROM posting
            WHERE valid_to >= greatest(valid_from, $first_day) AND valid_to < $reference_day
        )
), moved AS (
    SELECT official_id, profile_id, CAST(NULL AS INTEGER) AS controlling_authority_id,
        false AS came_later
    FROM posting WHERE valid_to >= $reference_day AND valid_from <= $reference_day
    UNION ALL
    SELECT official_id, NULL, NULL, true
    FROM posting WHERE valid_to IS NULL AND valid_from > $reference_day
    UNION ALL
    SELECT official_id, NULL, controlling_authority_id, false
    FROM no_mdo_declaration
    WHERE withdrawn_position IS NULL AND valid_from <= $reference_day
        AND coalesce(valid_until >= $reference_day, true)
    UNION ALL
    SELECT official_id, NULL, NULL, false FROM stint
), apart AS (
    SELECT -CAST(official.id AS BIGINT) AS place_id, official.id AS official_id,
        coalesce(max(moved.profile_id), official.profile_id) AS profile_id,
        max(moved.profile_id) IS NOT NULL AS earlier_posting,
        max(moved.controlling_authority_id) AS controlling_authority_id,
        bool_or(moved.came_later) AND max(moved.profile_id) IS NULL AS unplaced
    FROM moved
    JOIN official ON official.id = moved.official_id
    GROUP BY official.id, official.profile_id
), elsewhere AS (
    SELECT -(official_id + 2147483648 * row_number() OVER (
            PARTITION BY official_id ORDER BY valid_from DESC
        )) AS place_id, official_id, profile_id, days
    FROM stint WHERE NOT standing
), body AS (
    SELECT authority_id FROM autonomous_body
    WHERE withdrawn_position IS NULL AND NOT coalesce(
        mandated_from <= $reference_day AND coalesce(mandated_until >= $reference_day, true), false)
), place AS (
    SELECT CAST(id AS BIGINT) AS place_id, id AS profile_id, false AS earlier_posting,
        false AS longest_posting, CAST(NULL AS INTEGER) AS controlling_authority_id,
        false AS unplaced
    FROM profile
    UNION ALL
    SELECT place_id, profile_id, earlier_posting, false, controlling_authority_id, unplaced
    FROM apart
    UNION ALL
    SELECT place_id, profile_id, false, true, NULL, false FROM elsewhere
), scope AS (
    SELECT profile.* EXCLUDE (id), place.place_id, authority.kind,
        lower(authority.feed_id) AS authority_feed_id, place.earlier_posting,
        place.longest_posting, served.all_india,
        CASE WHEN NOT served.all_india THEN place.controlling_authority_id END
            AS no_mdo_prescriber_id,
        body.authority_id IS NOT NULL AND NOT served.all_india
            AND place.controlling_authority_id IS NULL AS body_without_choice,
        place.unplaced AND (served.all_india OR place.controlling_authority_id IS NULL) AS unplaced
    FROM place
    JOIN profile ON profile.id = place.profile_id
    JOIN authority ON authority.id = profile.authority_id
    JOIN (
        SELECT id, coalesce(list_contains($all_india_services, lower(trim(service))), false)
            AS all_india
        FROM profile
    ) AS served ON served.id = profile.id
    LEFT JOIN body ON body.authority_id = profile.authority_id
), cca AS (
    SELECT lower(trim(name)) AS name, min(id) AS id
    FROM authority WHERE kind = 'cca' GROUP BY ALL HAVING count(*) = 1
), prescribing AS (
    SELECT scope.*, CASE
            WHEN no_mdo_prescriber_id IS NOT NULL THEN no_mdo_prescriber_id
            WHEN all_india AND on_central_deputation IS NOT TRUE THEN cca.id
            WHEN kind = 'mdo' THEN authority_id
        END AS prescriber_id,
        NOT all_india AND kind = 'cca' AND no_mdo_prescriber_id IS NULL AS not_covered
    FROM scope
    LEFT JOIN cca ON cca.name = lower(trim(scope.controlling_authority))
), governed AS (
    SELECT prescribing.*, rule.* EXCLUDE (authority_id),
        prescribing.unplaced AND rule.unplaced_withholds AS withheld
    FROM prescribing
    LEFT JOIN rule AS own
        ON own.authority_id = coalesce(prescribing.prescriber_id, prescribing.authority_id)
    JOIN rule ON rule.authority_id = coalesce(own.authority_id, 0)
), house AS (
    SELECT unnest($level_keys) AS designation_key, unnest($level_codes) AS level
), placed AS (
    SELECT governed.*, years_counted_from - batch AS years, coalesce(own.level, house.level)
            AS mapped, CASE
            WHEN withheld THEN NULL
            WHEN all_india AND on_central_deputation IS NOT TRUE
                OR no_mdo_prescriber_id IS NOT NULL
            THEN CASE
                WHEN years < 0 THEN NULL
                WHEN years <= band_limits[1] THEN $bands[1]
                WHEN years <= band_limits[2] THEN $bands[2]
                WHEN years < band_limits[3] THEN $bands[3]
                WHEN years = band_limits[3] THEN band_at_last_limit
                WHEN years > band_limits[3] THEN $bands[4]
            END
            WHEN list_contains(central_levels, mapped) THEN mapped
        END AS level
    FROM governed
    LEFT JOIN designation_level AS own ON own.authority_id = governed.authority_id
        AND own.designation_key = governed.designation_key AND own.withdrawn_position IS NULL
    LEFT JOIN house ON house.designation_key = governed.designation_key
), seat AS (
    SELECT DISTINCT ON (apart.official_id) apart.official_id, place.place_id
    FROM apart
    JOIN governed ON governed.place_id = apart.place_id
    JOIN (
        SELECT apart.official_id, apart.place_id, stint.days
        FROM apart
        LEFT JOIN stint ON stint.official_id = apart.official_id AND stint.standing
        UNION ALL
        SELECT official_id, place_id, days FROM elsewhere
    ) AS place ON place.official_id = apart.official_id
    WHERE place.place_id = apart.place_id
        OR governed.transfer = 'longest' AND governed.no_mdo_prescriber_id IS NULL
    ORDER BY apart.official_id, place.days DESC NULLS LAST, place.place_id DESC
), plan AS (
    SELECT training_plan.*, status = 'live' AS live
    FROM training_plan
    WHERE reporting_year = $year AND (status = 'live' OR retired_position IN (
        SELECT position FROM ingest_position WHERE closed_at >= $closes
    ))
), judged AS (
    SELECT placed.place_id, plan.id AS plan_id, plan_group.group_no, asked.key,
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
    JOIN plan ON plan.authority_id = placed.prescriber_id
        AND NOT placed.withheld AND (plan.live OR placed.retired_plans_count)
    JOIN plan_group ON plan_group.plan_id = plan.id
    LEFT JOIN plan_criterion AS asked ON asked.plan_id = plan.id
        AND asked.group_no = plan_group.group_no
), matching AS (
    SELECT place_id, plan_id, group_no, coalesce(bool_or(key = 'user'), false) AS names_users
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
), named AS (
    SELECT DISTINCT matching.place_id, official.id AS official_id, matching.plan_id
    FROM in_every_list
    JOIN official_identifier AS held ON held.kind = 'igot_user'
        AND held.value = in_every_list.feed_id
    JOIN official ON official.id = held.official_id
    LEFT JOIN (
        SELECT official_id, place_id FROM apart UNION ALL SELECT official_id, place_id FROM elsewhere
    ) AS stands ON stands.official_id = official.id
    JOIN matching ON matching.plan_id = in_every_list.plan_id
        AND matching.group_no = in_every_list.group_no
        AND matching.place_id = coalesce(stands.place_id, official.profile_id)
), reached AS (
    SELECT place_id, 0 AS official_id, plan_id FROM matching WHERE NOT names_users
    UNION
    SELECT place_id, official_id, plan_id FROM named
), stood AS (
    SELECT place_id AS profile_id, place_id FROM scope
    UNION ALL
    SELECT apart.place_id, elsewhere.place_id
    FROM apart
    JOIN elsewhere ON elsewhere.official_id = apart.official_id
    JOIN governed ON governed.place_id = apart.place_id AND governed.transfer = 'union'
        AND governed.no_mdo_prescriber_id IS NULL
), held AS (
    SELECT place_id AS profile_id, 0 AS official_id FROM scope
    UNION
    SELECT stood.profile_id, named.official_id
    FROM named JOIN stood ON stood.place_id = named.place_id
), met AS (
    SELECT held.profile_id, held.official_id, plan.id AS plan_id, plan.apar,
        stood.place_id <> held.profile_id AS elsewhere, governed.apar_flag_required,
        governed.plans_count_together, governed.vanished_stay,
        plan.id IS NOT NULL AND (plan.apar OR NOT governed.apar_flag_required) AS counts,
        dense_rank() OVER (
            PARTITION BY held.profile_id, held.official_id, plan.authority_id,
                plan.id IS NOT NULL AND (plan.apar OR NOT governed.apar_flag_required)
            ORDER BY plan.published_at DESC NULLS LAST, plan.id DESC
        ) = 1 AS latest
    FROM held
    JOIN stood ON stood.profile_id = held.profile_id
    JOIN governed ON governed.place_id = held.profile_id
    LEFT JOIN reached ON reached.place_id = stood.place_id
        AND (reached.official_id = 0 OR reached.official_id = held.official_id)
    LEFT JOIN plan ON plan.id = reached.plan_id
), target AS (
    SELECT profile_id, official_id, vanished_stay,
        coalesce(list_sort(list_distinct(list(plan_id)
            FILTER (WHERE counts AND (plans_count_together OR latest)))), []) AS plan_ids,
        coalesce(bool_or(apar IS NULL AND plan_id IS NOT NULL AND apar_flag_required), false)
            AS flag_missing,
        coalesce(bool_or(NOT apar AND apar_flag_required), false) AS not_flagged,
        bool_or(elsewhere) AS all_postings
    FROM met
    GROUP BY ALL
), demand AS (
    SELECT plan_ids, vanished_stay, row_number() OVER () AS demand_no
    FROM (SELECT DISTINCT plan_ids, vanished_stay FROM target)
), counting AS (
    SELECT demand_no, vanished_stay, unnest(plan_ids) AS plan_id FROM demand
), asking AS (
    SELECT demand_no, course_id, plan_id, listed_since
    FROM counting JOIN prescribed_course USING (plan_id)
    WHERE vanished_stay OR NOT vanished
), prescribed AS (
    SELECT DISTINCT demand_no, course_id FROM asking
), bounds AS (
    SELECT demand_no, course_id,
        CASE WHEN bool_and(listed_since IS NOT NULL) THEN min(listed_since) END AS since,
        CASE WHEN bool_and(due_at IS NOT NULL)
            THEN CAST(max(due_at) + INTERVAL 330 MINUTE AS DATE) END AS due
    FROM asking JOIN training_plan ON training_plan.id = plan_id
    GROUP BY ALL
), linked AS (
    SELECT DISTINCT demand_no, assessment_id
    FROM counting JOIN training_plan ON training_plan.id = plan_id
    WHERE assessment_id IS NOT NULL
), size AS (
    SELECT demand_no, plan_ids, vanished_stay, coalesce(courses, 0) AS prescribed,
        (coalesce(courses, 0) * $share_numerator + $share_denominator - 1) // $share_denominator
            AS required,
        coalesce(assessments, 0) AS assessments
    FROM demand
    LEFT JOIN (SELECT demand_no, count(*) AS courses FROM prescribed GROUP BY ALL)
        USING (demand_no)
    LEFT JOIN (SELECT demand_no, count(*) AS assessments FROM linked GROUP BY ALL)
        USING (demand_no)
), mandating AS (
    SELECT authority_id, coalesce(bool_or(apar), false) AS flagged, bool_or(live) AS live,
        coalesce(bool_or(live AND apar), false) AS live_flagged
    FROM plan WHERE assessment_id IS NOT NULL
    GROUP BY ALL
), employed AS (
    SELECT place_id, list_contains(employment_without_apar,
            CASE WHEN group_name IS NULL THEN missing_group ELSE employment END) AS without_apar
    FROM placed
), unnumbered AS (
    SELECT coalesce(-seat.official_id, nullif(-target.official_id, 0), placed.place_id) AS place_id,
        size.demand_no, size.plan_ids, size.prescribed, size.required, size.assessments,
        placed.* EXCLUDE (place_id, prescriber_id, years, mapped, vanished_stay),
        CASE WHEN NOT placed.withheld THEN placed.prescriber_id END AS prescriber_id,
        NOT placed.withheld AND (
            employed.without_apar OR placed.not_covered OR placed.body_without_choice
        ) AS not_mandated,
        CASE WHEN placed.withheld THEN ['place_unknown'] ELSE list_filter([
            CASE WHEN target.flag_missing THEN 'apar_flag_missing' END,
            CASE WHEN len(target.plan_ids) > 0 AND size.assessments = 0 THEN
                CASE WHEN CASE
                        WHEN placed.retired_plans_count AND placed.apar_flag_required
                            THEN mandating.flagged
                        WHEN placed.retired_plans_count THEN mandating.authority_id IS NOT NULL
                        WHEN placed.apar_flag_required THEN mandating.live_flagged
                        ELSE mandating.live
                    END
                    THEN 'assessment_not_yet_mandated' ELSE 'assessment_not_linked' END
            END,
            CASE WHEN placed.all_india AND placed.on_central_deputation IS NULL
                THEN 'deputation_flag_missing' END,
            CASE WHEN employed.without_apar THEN 'employment_without_apar' END,
            CASE WHEN placed.level IS NULL AND NOT placed.not_covered THEN 'level_unknown' END,
            CASE WHEN placed.body_without_choice THEN 'ministry_has_not_chosen' END,
            CASE WHEN placed.no_mdo_prescriber_id IS NOT NULL THEN 'no_mdo_declared' END,
            CASE WHEN placed.not_covered THEN 'not_covered' END,
            CASE WHEN target.not_flagged THEN 'not_flagged_apar' END,
            CASE WHEN placed.earlier_posting THEN 'place_of_earlier_posting' END,
            CASE WHEN placed.longest_posting THEN 'place_of_longest_posting' END,
            CASE WHEN target.all_postings THEN 'plans_of_all_postings' END,
            CASE WHEN placed.prescriber_id IS NULL AND NOT placed.not_covered
                THEN 'prescriber_unknown' END,
            CASE WHEN len(target.plan_ids) = 0 THEN 'reached_by_no_plan' END,
            CASE WHEN len(target.plan_ids) > 1 THEN 'several_plans' END
        ], lambda reason: reason IS NOT NULL) END AS reasons
    FROM placed
    JOIN employed USING (place_id)
    JOIN target ON target.profile_id = placed.place_id
    JOIN size ON size.plan_ids = target.plan_ids AND size.vanished_stay = target.vanished_stay
    LEFT JOIN mandating ON mandating.authority_id = placed.prescriber_id
    LEFT JOIN seat ON seat.place_id = placed.place_id
    WHERE placed.place_id > 0 OR seat.official_id IS NOT NULL AND (
        target.official_id <> 0 OR placed.place_id NOT IN (
            SELECT profile_id FROM target WHERE official_id <> 0
        )
    )
), terms AS (
    SELECT unnumbered.*, 32 * dense_rank() OVER (ORDER BY reasons) AS reasons_no FROM unnumbered
), told AS (
    SELECT reasons_no + digits AS reasons_no, list_sort(list_concat(reasons, list_filter([
            CASE WHEN digits & 1 > 0 THEN 'completion_in_doubt' END,
            CASE WHEN digits & 2 > 0 THEN 'courses_below_share' END,
            CASE WHEN digits & 4 > 0 THEN 'exempted_by_order' END,
            CASE WHEN digits & 8 > 0 THEN 'fail_without_evidence' END,
            CASE WHEN digits & 16 > 0 THEN 'retired_by_order' END
        ], lambda reason: reason IS NOT NULL))) AS reasons
    FROM (SELECT DISTINCT reasons_no, reasons FROM terms)
    CROSS JOIN (SELECT unnest(range(32)) AS digits)
), subject AS (
    SELECT official.id AS official_id, official.service_id, official.cadre_id,
        terms.* EXCLUDE (service, cadre)
            REPLACE (official.authority_id AS authority_id)
    FROM official
    JOIN ready ON ready.authority_id = official.authority_id
        AND ready.position >= official.arrived_position
    LEFT JOIN (SELECT place_id FROM terms WHERE place_id < 0) AS own
        ON own.place_id = -official.id
    JOIN terms ON terms.place_id = coalesce(own.place_id, official.profile_id)
    WHERE official.left_position IS NULL
), done AS (
    SELECT official_id, course_id, completed_at,
        CAST(completed_at + INTERVAL 330 MINUTE AS DATE) AS day
    FROM completion
    WHERE withdrawn_position IS NULL AND reporting_year = $year
        AND completed_at >= $opens AND completed_at < $closes
), counted AS (
    SELECT official_id, count(*) AS completed
    FROM done
    JOIN subject USING (official_id)
    JOIN prescribed USING (demand_no, course_id)
    GROUP BY ALL
), uncounted AS (
    SELECT strict.official_id, course_id
    FROM (
        SELECT official_id, demand_no, before_plan_counts, after_due_counts
        FROM subject WHERE NOT (before_plan_counts AND after_due_counts)
    ) AS strict
    JOIN done USING (official_id)
    JOIN bounds USING (demand_no, course_id)
    WHERE NOT before_plan_counts AND completed_at < since
        OR NOT after_due_counts AND day > due
), equivalent AS (
    SELECT DISTINCT asking.demand_no, ordered.counts_for_id, ordered.course_id,
        ordered.valid_from, ordered.valid_until, ordered.id AS order_id
    FROM course_equivalence AS ordered
    JOIN asking ON asking.course_id = ordered.counts_for_id
    JOIN training_plan ON training_plan.id = asking.plan_id
        AND training_plan.authority_id = ordered.authority_id
    ANTI JOIN prescribed ON prescribed.demand_no = asking.demand_no
        AND prescribed.course_id = ordered.course_id
    WHERE ordered.withdrawn_position IS NULL
), itself AS (
    SELECT official_id, course_id FROM done
    SEMI JOIN (SELECT DISTINCT counts_for_id FROM equivalent) AS asked
        ON asked.counts_for_id = done.course_id
    EXCEPT SELECT official_id, course_id FROM uncounted
), standing_in AS (
    SELECT subject.official_id, equivalent.counts_for_id
    FROM equivalent
    JOIN subject ON subject.demand_no = equivalent.demand_no AND subject.equivalents_count
    JOIN bounds ON bounds.demand_no = equivalent.demand_no
        AND bounds.course_id = equivalent.counts_for_id
    JOIN done ON done.official_id = subject.official_id AND done.course_id = equivalent.course_id
    ANTI JOIN itself ON itself.official_id = subject.official_id
        AND itself.course_id = equivalent.counts_for_id
    WHERE day >= valid_from AND coalesce(day <= valid_until, true)
        AND (subject.before_plan_counts OR coalesce(completed_at >= since, true))
        AND (subject.after_due_counts OR coalesce(day <= due, true))
    QUALIFY row_number() OVER (
        PARTITION BY subject.official_id, equivalent.course_id
        ORDER BY equivalent.counts_for_id, equivalent.order_id
    ) = 1
), learnt AS (
    SELECT official_id, sum(number) AS completed
    FROM (
        SELECT official_id, completed AS number FROM counted
        UNION ALL
        SELECT official_id, count(DISTINCT counts_for_id) FROM standing_in GROUP BY official_id
        UNION ALL
        SELECT official_id, -count(*) FROM uncounted GROUP BY official_id
    )
    GROUP BY official_id
), cut_off AS (
    SELECT DISTINCT ON (demand_no, ordered.assessment_id)
        demand_no, ordered.assessment_id, cut_off_percent, opens_on, closes_on
    FROM assessment_terms AS ordered
    JOIN training_plan ON training_plan.authority_id = ordered.authority_id
        AND training_plan.assessment_id = ordered.assessment_id
    JOIN counting ON counting.plan_id = training_plan.id
    WHERE ordered.reporting_year = $year AND ordered.withdrawn_position IS NULL
    ORDER BY demand_no, ordered.assessment_id, ordered.id
), sat AS (
    SELECT subject.official_id, result.assessment_id, result.taken_at, subject.latest_attempt,
        CASE CASE
            WHEN NOT subject.cut_off_decides OR cut_off_percent IS NULL OR certified IS NULL
                OR certified AND subject.certificate_passes
                OR (score BETWEEN 0 AND 100) IS NOT TRUE THEN state
            WHEN score >= cut_off_percent THEN 'passed'
            ELSE 'failed'
        END WHEN 'passed' THEN 1 WHEN 'failed' THEN 2 ELSE 3 END AS standing
    FROM assessment_result AS result
    JOIN subject USING (official_id)
    JOIN linked ON linked.demand_no = subject.demand_no
        AND linked.assessment_id = result.assessment_id
    LEFT JOIN cut_off ON cut_off.demand_no = subject.demand_no
        AND cut_off.assessment_id = result.assessment_id
    WHERE result.reporting_year = $year AND result.withdrawn_position IS NULL
        AND (taken_at IS NULL AND subject.undated_counts OR taken_at >= $opens AND taken_at < $closes
            AND (subject.outside_days_counts OR opens_on IS NULL
                OR CAST(taken_at + INTERVAL 330 MINUTE AS DATE) BETWEEN opens_on AND closes_on))
), attempt AS (
    SELECT official_id, assessment_id, min(standing) AS standing
    FROM sat WHERE NOT latest_attempt GROUP BY ALL
    UNION ALL
    SELECT official_id, assessment_id, standing FROM sat WHERE latest_attempt
    QUALIFY row_number() OVER (
        PARTITION BY official_id, assessment_id ORDER BY taken_at DESC NULLS LAST, standing
    ) = 1
), assessed AS (
    SELECT official_id, count(*) AS sat, CASE
        WHEN bool_or(standing = 2) THEN 'failed'
        WHEN bool_or(standing = 3) THEN 'not_established'
        ELSE 'passed'
    END AS assessment
    FROM attempt
    GROUP BY ALL
), spans AS (
    SELECT official_id, kind, valid_from, coalesce(valid_until, DATE '9999-12-31') AS until,
        max(coalesce(valid_until, DATE '9999-12-31')) OVER (
            PARTITION BY official_id ORDER BY valid_from
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before
    FROM exemption
    WHERE withdrawn_position IS NULL
), exempted AS (
    SELECT official_id,
        bool_or(valid_from <= $last_day AND until >= $last_day) AS last_day,
        bool_or(valid_from <= $last_day AND until >= $first_day) AS any_day,
        min(valid_from) <= $first_day AND max(until) >= $last_day AND bool_and(
            valid_from <= $first_day OR valid_from > $last_day
                OR coalesce(before >= valid_from - 1, false)
        ) AS whole_year,
        bool_or(kind = 'retirement' AND valid_from <= $last_day AND until >= $last_day) AS retired
    FROM spans
    GROUP BY ALL
), doubted AS (
    SELECT official_id, true AS doubted FROM completion_doubt WHERE withdrawn_position IS NULL
), weighed AS (
    SELECT subject.official_id, subject.authority_id, subject.service_id, subject.cadre_id,
        subject.prescriber_id, subject.level, subject.prescribed, subject.required,
        subject.plan_ids, subject.reasons_no, subject.withheld, subject.not_mandated,
        subject.retirement_exempts, subject.unlinked_passes, subject.ruleset_id,
        CAST(coalesce(learnt.completed, 0) AS INTEGER) AS completed,
        CASE
            WHEN subject.assessments = 0 THEN 'not_linked'
            WHEN assessed.assessment <> 'passed' THEN assessed.assessment
            WHEN assessed.sat = subject.assessments THEN 'passed'
            ELSE 'pending'
        END AS assessment,
        coalesce(CASE subject.exemption_covers
            WHEN 'last_day' THEN exempted.last_day
            WHEN 'whole_year' THEN exempted.whole_year
            ELSE exempted.any_day
        END, false) AS exempt,
        coalesce(exempted.retired, false) AS retired,
        coalesce(learnt.completed, 0) < subject.required AS short,
        coalesce(doubted.doubted, false) AND subject.doubt_withholds
            AND coalesce(learnt.completed, 0) < subject.required AS in_doubt
    FROM subject
    LEFT JOIN learnt USING (official_id)
    LEFT JOIN assessed USING (official_id)
    LEFT JOIN exempted USING (official_id)
    LEFT JOIN doubted USING (official_id)
)
SELECT official_id, authority_id, service_id, cadre_id, prescriber_id, level,
    CASE
        WHEN not_mandated THEN 'not_mandated'
        WHEN exempt OR retired AND retirement_exempts THEN 'exempt'
        WHEN withheld THEN 'not_established'
        WHEN prescribed = 0 AND level IS NULL THEN 'level_unresolved'
        WHEN prescribed = 0 THEN 'no_plan'
        WHEN in_doubt THEN 'not_established'
        WHEN short THEN 'short_of_courses'
        WHEN NOT $assessment_required THEN 'met'
        WHEN assessment = 'failed' THEN 'assessment_failed'
        WHEN assessment = 'not_established' THEN 'not_established'
        WHEN assessment = 'pending' OR assessment = 'not_linked' AND NOT unlinked_passes
            THEN 'assessment_pending'
        ELSE 'met'
    END AS outcome,
    prescribed, required, completed, assessment, told.reasons, plan_ids, ruleset_id
FROM weighed
JOIN told ON told.reasons_no = weighed.reasons_no + CASE WHEN in_doubt THEN 1 ELSE 0 END
    + CASE WHEN short THEN 2 ELSE 0 END + CASE WHEN exempt THEN 4 ELSE 0 END
    + CASE WHEN assessment = 'not_established' THEN 8 ELSE 0 END
    + CASE WHEN retired THEN 16 ELSE 0 END
