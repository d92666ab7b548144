-- Writes the outcomes of officials who had none; runs wait for each other, so none can appear.
INSERT INTO evaluation (
    reporting_year, official_id, authority_id, service_id, cadre_id, prescriber_id, level,
    outcome, prescribed, required, completed, assessment, reasons, plan_ids, ruleset_id,
    facts_position
)
SELECT CAST(:year AS smallint), official_id, authority_id, service_id, cadre_id, prescriber_id,
    level, outcome, prescribed, required, completed, assessment, reasons, plan_ids,
    ruleset_id, CAST(:facts_position AS bigint)
FROM differing
WHERE NOT held
