-- Writes what differs from the outcome held, and nothing else.
INSERT INTO evaluation (
    reporting_year, official_id, authority_id, service_id, cadre_id, prescriber_id, level,
    outcome, prescribed, required, completed, assessment, reasons, plan_ids, ruleset_id,
    facts_position
)
SELECT CAST(:year AS smallint), official_id, authority_id, service_id, cadre_id, prescriber_id,
    level, outcome, prescribed, required, completed, assessment, reasons, plan_ids,
    CAST(:ruleset_id AS smallint), CAST(:facts_position AS bigint)
FROM verdict
ON CONFLICT (reporting_year, official_id) DO UPDATE SET
    authority_id = excluded.authority_id, service_id = excluded.service_id,
    cadre_id = excluded.cadre_id, prescriber_id = excluded.prescriber_id,
    level = excluded.level, outcome = excluded.outcome, prescribed = excluded.prescribed,
    required = excluded.required, completed = excluded.completed,
    assessment = excluded.assessment, reasons = excluded.reasons, plan_ids = excluded.plan_ids,
    ruleset_id = excluded.ruleset_id, facts_position = excluded.facts_position
WHERE (
    evaluation.authority_id, evaluation.service_id, evaluation.cadre_id,
    evaluation.prescriber_id, evaluation.level, evaluation.outcome, evaluation.prescribed,
    evaluation.required, evaluation.completed, evaluation.assessment, evaluation.reasons,
    evaluation.plan_ids, evaluation.ruleset_id
) IS DISTINCT FROM (
    excluded.authority_id, excluded.service_id, excluded.cadre_id, excluded.prescriber_id,
    excluded.level, excluded.outcome, excluded.prescribed, excluded.required,
    excluded.completed, excluded.assessment, excluded.reasons, excluded.plan_ids,
    excluded.ruleset_id
)
RETURNING 1
