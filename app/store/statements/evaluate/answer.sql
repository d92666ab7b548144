-- The outcomes themselves, written nowhere.
SELECT official_id, level, outcome, prescriber_id, prescribed, required, completed, assessment,
    reasons, plan_ids, ruleset_id
FROM verdict
