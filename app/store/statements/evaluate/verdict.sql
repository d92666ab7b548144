-- The outcome, first case that holds, and every reason that holds, in alphabetical order.
SELECT weighed.*, told.reasons,
    CASE
        WHEN not_mandated THEN 'not_mandated'
        WHEN exempt OR retired AND retirement_exempts THEN 'exempt'
        WHEN withheld THEN 'not_established'
        WHEN prescribed = 0 AND level IS NULL THEN 'level_unresolved'
        WHEN prescribed = 0 THEN 'no_plan'
        WHEN in_doubt THEN 'not_established'
        WHEN short THEN 'short_of_courses'
        WHEN CAST(:assessment_required AS boolean) AND assessment = 'failed'
            THEN 'assessment_failed'
        WHEN CAST(:assessment_required AS boolean) AND assessment = 'not_established'
            THEN 'not_established'
        WHEN CAST(:assessment_required AS boolean)
            AND (assessment = 'pending' OR assessment = 'not_linked' AND NOT unlinked_passes)
            THEN 'assessment_pending'
        ELSE 'met'
    END AS outcome
FROM weighed
JOIN told ON told.reasons_no = weighed.reasons_no
    + CASE WHEN in_doubt THEN 1 ELSE 0 END
    + CASE WHEN short THEN 2 ELSE 0 END
    + CASE WHEN exempt THEN 4 ELSE 0 END
    + CASE WHEN assessment = 'not_established' THEN 8 ELSE 0 END
    + CASE WHEN retired THEN 16 ELSE 0 END
