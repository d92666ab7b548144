-- Writes the outcomes that differ from those held; runs wait for each other, so none can appear.
MERGE INTO evaluation AS held
USING verdict ON held.reporting_year = CAST(:year AS smallint)
    AND held.official_id = verdict.official_id
    AND (NOT CAST(:sliced AS boolean) OR held.official_id BETWEEN
        CAST(:first_official AS integer) AND CAST(:last_official AS integer))
WHEN MATCHED AND (
    held.authority_id, held.service_id, held.cadre_id, held.prescriber_id, held.level,
    held.outcome, held.prescribed, held.required, held.completed, held.assessment, held.reasons,
    held.plan_ids, held.ruleset_id
) IS DISTINCT FROM (
    verdict.authority_id, verdict.service_id, verdict.cadre_id, verdict.prescriber_id,
    verdict.level, verdict.outcome, verdict.prescribed, verdict.required, verdict.completed,
    verdict.assessment, verdict.reasons, verdict.plan_ids, verdict.ruleset_id
) THEN UPDATE SET
    authority_id = verdict.authority_id, service_id = verdict.service_id,
    cadre_id = verdict.cadre_id, prescriber_id = verdict.prescriber_id,
    level = verdict.level, outcome = verdict.outcome, prescribed = verdict.prescribed,
    required = verdict.required, completed = verdict.completed,
    assessment = verdict.assessment, reasons = verdict.reasons,
    plan_ids = verdict.plan_ids, ruleset_id = verdict.ruleset_id,
    facts_position = CAST(:facts_position AS bigint)
WHEN NOT MATCHED THEN INSERT (
    reporting_year, official_id, authority_id, service_id, cadre_id, prescriber_id, level,
    outcome, prescribed, required, completed, assessment, reasons, plan_ids, ruleset_id,
    facts_position
) VALUES (
    CAST(:year AS smallint), verdict.official_id, verdict.authority_id, verdict.service_id,
    verdict.cadre_id, verdict.prescriber_id, verdict.level, verdict.outcome, verdict.prescribed,
    verdict.required, verdict.completed, verdict.assessment, verdict.reasons, verdict.plan_ids,
    verdict.ruleset_id, CAST(:facts_position AS bigint)
)
