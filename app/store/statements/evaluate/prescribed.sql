-- The courses of each demand; a course in two plans stands once.
SELECT DISTINCT demand.demand_no, prescribed_course.course_id
FROM demand
CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
JOIN prescribed_course ON prescribed_course.plan_id = counting.plan_id
