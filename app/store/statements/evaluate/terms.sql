-- What each place, and each official with terms of his own, is held to: all that an outcome starts
-- from is put together once for the place, not for each of its officials. Own terms stand under the
-- official's number below zero.
SELECT coalesce(-seat.official_id, nullif(-target.official_id, 0), level.profile_id) AS place_id,
    -- The lowest five binary digits are left to the official's own reasons.
    32 * dense_rank() OVER (ORDER BY grounds.reasons) AS reasons_no, grounds.reasons,
    size.demand_no, target.plan_ids, level.ruleset_id, level.latest_attempt,
    level.cut_off_decides, level.certificate_passes, level.undated_counts,
    level.outside_days_counts, level.unlinked_passes, level.doubt_withholds,
    level.equivalents_count, level.before_plan_counts, level.after_due_counts,
    target.vanished_stay,
    CASE WHEN NOT level.withheld THEN level.prescriber_id END AS prescriber_id, level.withheld,
    NOT level.withheld AND (
        employed.without_apar OR level.not_covered OR level.body_without_choice
    ) AS not_mandated,
    level.level, level.exemption_covers, level.retirement_exempts,
    size.assessment_ids, size.prescribed, size.required
FROM level
JOIN target ON target.profile_id = level.profile_id
JOIN size ON size.plan_ids = target.plan_ids AND size.vanished_stay = target.vanished_stay
LEFT JOIN mandating ON mandating.authority_id = level.prescriber_id
LEFT JOIN seat ON seat.place_id = level.profile_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN level.group_name IS NULL THEN level.missing_group ELSE level.employment END
        = ANY (level.employment_without_apar) AS without_apar
) AS employed
CROSS JOIN LATERAL (
    SELECT CASE WHEN level.withheld THEN ARRAY['place_unknown'] ELSE array_remove(ARRAY[
        CASE WHEN target.flag_missing THEN 'apar_flag_missing' END,
        CASE WHEN target.plan_ids <> '{}' AND size.assessment_ids = '{}' THEN
            CASE WHEN CASE
                    WHEN level.retired_plans_count AND level.apar_flag_required
                        THEN mandating.flagged
                    WHEN level.retired_plans_count THEN mandating.authority_id IS NOT NULL
                    WHEN level.apar_flag_required THEN mandating.live_flagged
                    ELSE mandating.live
                END
                THEN 'assessment_not_yet_mandated' ELSE 'assessment_not_linked' END
        END,
        CASE WHEN level.all_india AND level.on_central_deputation IS NULL
            THEN 'deputation_flag_missing' END,
        CASE WHEN employed.without_apar THEN 'employment_without_apar' END,
        CASE WHEN level.level IS NULL AND NOT level.not_covered THEN 'level_unknown' END,
        CASE WHEN level.body_without_choice THEN 'ministry_has_not_chosen' END,
        CASE WHEN level.no_mdo_prescriber_id IS NOT NULL THEN 'no_mdo_declared' END,
        CASE WHEN level.not_covered THEN 'not_covered' END,
        CASE WHEN target.not_flagged THEN 'not_flagged_apar' END,
        CASE WHEN level.earlier_posting THEN 'place_of_earlier_posting' END,
        CASE WHEN level.longest_posting THEN 'place_of_longest_posting' END,
        CASE WHEN target.all_postings THEN 'plans_of_all_postings' END,
        CASE WHEN level.prescriber_id IS NULL AND NOT level.not_covered
            THEN 'prescriber_unknown' END,
        CASE WHEN target.plan_ids = '{}' THEN 'reached_by_no_plan' END,
        CASE WHEN cardinality(target.plan_ids) > 1 THEN 'several_plans' END
    ], NULL) END AS reasons
) AS grounds
-- A place apart is one official's, if he is decided by it; where a plan names him in it, these are
-- his terms, not the place's.
WHERE level.profile_id > 0 OR seat.official_id IS NOT NULL AND (
    target.official_id <> 0 OR NOT EXISTS (
        SELECT FROM target AS own
        WHERE own.profile_id = target.profile_id AND own.official_id <> 0
    )
)
