-- Authorities of which any plan of the year links an assessment, whether one that is live does, and for
-- both whether one flagged for the APAR.
SELECT plan.authority_id, coalesce(bool_or(plan.apar), false) AS flagged,
    bool_or(plan.status = 'live') AS live,
    coalesce(bool_or(plan.status = 'live' AND plan.apar), false) AS live_flagged
FROM training_plan AS plan
WHERE plan.reporting_year = CAST(:year AS smallint) AND plan.assessment_id IS NOT NULL
    AND (plan.status = 'live' OR EXISTS (
        SELECT FROM ingest_position AS retired
        WHERE retired.position = plan.retired_position
            AND retired.closed_at >= CAST(:closes AS timestamptz)
    ))
GROUP BY plan.authority_id
