-- The outcome held for one official and year, and the rules it was decided by.
SELECT evaluation.authority_id, evaluation.prescriber_id, evaluation.level, evaluation.outcome,
    evaluation.prescribed, evaluation.required, evaluation.completed, evaluation.assessment,
    evaluation.reasons, evaluation.plan_ids, evaluation.facts_position,
    evaluation.confirmed_through,
    ruleset.digest AS ruleset_digest
FROM evaluation
JOIN ruleset ON ruleset.id = evaluation.ruleset_id
WHERE evaluation.reporting_year = CAST(:year AS smallint)
    AND evaluation.official_id = CAST(:official_id AS integer)
