-- The courses that each set of plans prescribes, with their names as JSON has them.
SELECT DISTINCT demand.plan_ids, demand.ruleset_id, course.id AS course_id, course.feed_id,
    '"course_id":' || to_json(course.feed_id) AS identified,
    '"name":' || coalesce(to_json(course.name)::text, 'null') AS named
FROM demand
CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
JOIN prescribed_course ON prescribed_course.plan_id = counting.plan_id
    AND (demand.vanished_stay OR NOT prescribed_course.vanished)
JOIN course ON course.id = prescribed_course.course_id
