-- Those officials, each with the demand that is his and the rules by which he was decided: what stands
-- in for a course and which attempt stands is then found as the evaluation finds it.
SELECT candidate.official_id, demand.demand_no, decided_by.latest_attempt,
    decided_by.cut_off_decides, coalesce(linked.assessment_ids, '{}') AS assessment_ids
FROM candidate
JOIN demand ON demand.plan_ids = candidate.plan_ids
JOIN decided_by ON decided_by.ruleset_id = candidate.ruleset_id
LEFT JOIN linked ON linked.demand_no = demand.demand_no
