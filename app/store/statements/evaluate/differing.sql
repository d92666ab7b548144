-- The verdicts that differ from the outcome held, each with whether one is held at all.
SELECT verdict.*, held.official_id IS NOT NULL AS held
FROM verdict
LEFT JOIN evaluation AS held ON held.reporting_year = CAST(:year AS smallint)
    AND held.official_id = verdict.official_id
WHERE held.official_id IS NULL OR (
    held.authority_id, held.service_id, held.cadre_id, held.prescriber_id, held.level,
    held.outcome, held.prescribed, held.required, held.completed, held.assessment, held.reasons,
    held.plan_ids, held.ruleset_id
) IS DISTINCT FROM (
    verdict.authority_id, verdict.service_id, verdict.cadre_id, verdict.prescriber_id,
    verdict.level, verdict.outcome, verdict.prescribed, verdict.required, verdict.completed,
    verdict.assessment, verdict.reasons, verdict.plan_ids, verdict.ruleset_id
)
