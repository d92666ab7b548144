-- Each different set of plans and rules by which those officials were decided, numbered.
SELECT sets.plan_ids, row_number() OVER (ORDER BY sets.plan_ids, sets.ruleset_id) AS demand_no,
    decided_by.*
FROM (SELECT DISTINCT plan_ids, ruleset_id FROM candidate) AS sets
JOIN decided_by ON decided_by.ruleset_id = sets.ruleset_id
