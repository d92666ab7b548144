-- Since when, and to which day, each demand's plans ask for a course: from the first of them that was
-- published, to the last due day; no bound as soon as one of them names none.
SELECT demand.demand_no, listed.course_id,
    CASE WHEN bool_and(listed.listed_since IS NOT NULL) THEN min(listed.listed_since) END AS since,
    CASE WHEN bool_and(plan.due_at IS NOT NULL)
        THEN CAST(max(plan.due_at) AT TIME ZONE 'Asia/Kolkata' AS date) END AS due
FROM demand
CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
JOIN training_plan AS plan ON plan.id = counting.plan_id
JOIN prescribed_course AS listed ON listed.plan_id = counting.plan_id
    AND (demand.vanished_stay OR NOT listed.vanished)
GROUP BY demand.demand_no, listed.course_id
