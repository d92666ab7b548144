-- Whom a plan of the authority asks to pass the assessment is due when a cut-off is ordered for it, or no
-- longer holds.
SELECT register_due(ARRAY[ordered.reporting_year], array_agg(held.official_id),
    CAST(:position AS bigint))
FROM assessment_terms AS ordered
JOIN evaluation AS held ON held.reporting_year = ordered.reporting_year
    AND held.plan_ids && ARRAY(
        SELECT plan.id FROM training_plan AS plan
        WHERE plan.authority_id = ordered.authority_id
            AND plan.assessment_id = ordered.assessment_id
    )
WHERE ordered.id = ANY (CAST(:ids AS integer[])) AND ordered.cut_off_percent IS NOT NULL
GROUP BY ordered.reporting_year
