-- The comprehensive assessments that each demand's plans link to.
SELECT demand.demand_no, array_agg(DISTINCT plan.assessment_id) AS assessment_ids
FROM demand
CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
JOIN training_plan AS plan ON plan.id = counting.plan_id
WHERE plan.assessment_id IS NOT NULL
GROUP BY demand.demand_no
