-- The courses of each plan as it was known at a position, each since the first publication known then
-- of a version that lists it.
SELECT plan.id AS plan_id, course.id AS course_id, CAST(listed.stated ->> 1 AS boolean) AS gate,
    coalesce(plan.content -> 'vanished' ? (listed.stated ->> 0), false) AS vanished, (
        SELECT min(CAST(said.content ->> 'published_at' AS timestamptz))
        FROM public.training_plan_history AS said
        WHERE said.plan_id = plan.id AND said.learned_position <= CAST(:known_at AS bigint)
            AND said.content -> 'courses' @> jsonb_build_array(
                jsonb_build_array(listed.stated ->> 0)
            )
    ) AS listed_since
FROM training_plan AS plan
CROSS JOIN LATERAL jsonb_array_elements(plan.content -> 'courses') AS listed (stated)
JOIN public.course ON course.feed_id = listed.stated ->> 0
