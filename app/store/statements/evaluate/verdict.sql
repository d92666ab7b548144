-- The outcome, first case that holds, and every reason that holds, in alphabetical order.
SELECT weighed.*,
    CASE
        WHEN without_apar OR not_covered OR body_without_choice THEN 'not_mandated'
        WHEN exempt OR retired AND retirement_exempts THEN 'exempt'
        WHEN prescribed = 0 AND level IS NULL THEN 'level_unresolved'
        WHEN prescribed = 0 THEN 'no_plan'
        WHEN in_doubt THEN 'not_established'
        WHEN completed < required THEN 'short_of_courses'
        WHEN CAST(:assessment_required AS boolean) AND assessment = 'failed'
            THEN 'assessment_failed'
        WHEN CAST(:assessment_required AS boolean) AND assessment = 'not_established'
            THEN 'not_established'
        WHEN CAST(:assessment_required AS boolean) AND assessment = 'pending'
            THEN 'assessment_pending'
        ELSE 'met'
    END AS outcome,
    array_remove(ARRAY[
        CASE WHEN flag_missing THEN 'apar_flag_missing' END,
        CASE WHEN plan_ids <> '{}' AND assessments = 0 THEN
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
        CASE WHEN no_mdo THEN 'no_mdo_declared' END,
        CASE WHEN not_covered THEN 'not_covered' END,
        CASE WHEN not_flagged THEN 'not_flagged_apar' END,
        CASE WHEN earlier_posting THEN 'place_of_earlier_posting' END,
        CASE WHEN longest_posting THEN 'place_of_longest_posting' END,
        CASE WHEN all_postings THEN 'plans_of_all_postings' END,
        CASE WHEN prescriber_id IS NULL AND NOT not_covered THEN 'prescriber_unknown' END,
        CASE WHEN plan_ids = '{}' THEN 'reached_by_no_plan' END,
        CASE WHEN retired THEN 'retired_by_order' END,
        CASE WHEN cardinality(plan_ids) > 1 THEN 'several_plans' END
    ], NULL) AS reasons
FROM weighed
