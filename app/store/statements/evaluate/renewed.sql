-- Writes the outcomes that differ from those held.
UPDATE evaluation SET
    authority_id = differing.authority_id, service_id = differing.service_id,
    cadre_id = differing.cadre_id, prescriber_id = differing.prescriber_id,
    level = differing.level, outcome = differing.outcome, prescribed = differing.prescribed,
    required = differing.required, completed = differing.completed,
    assessment = differing.assessment, reasons = differing.reasons,
    plan_ids = differing.plan_ids, ruleset_id = differing.ruleset_id,
    facts_position = CAST(:facts_position AS bigint)
FROM differing
WHERE differing.held AND evaluation.reporting_year = CAST(:year AS smallint)
    AND evaluation.official_id = differing.official_id
