-- The comprehensive assessments that each demand's plans link to.
SELECT DISTINCT demand.demand_no, plan.assessment_id
FROM demand
CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
JOIN training_plan AS plan ON plan.id = counting.plan_id
WHERE plan.assessment_id IS NOT NULL
