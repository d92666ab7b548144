-- The courses of each plan as it was known at a position.
SELECT plan.id AS plan_id, course.id AS course_id, CAST(listed.stated ->> 1 AS boolean) AS gate
FROM training_plan AS plan
CROSS JOIN LATERAL jsonb_array_elements(plan.content -> 'courses') AS listed (stated)
JOIN public.course ON course.feed_id = listed.stated ->> 0
