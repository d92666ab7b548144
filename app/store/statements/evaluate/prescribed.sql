-- The courses of each demand; a course in two plans stands once.
SELECT demand.demand_no, array_agg(DISTINCT prescribed_course.course_id) AS course_ids
FROM demand
CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
JOIN prescribed_course ON prescribed_course.plan_id = counting.plan_id
    AND (demand.vanished_stay OR NOT prescribed_course.vanished)
GROUP BY demand.demand_no
