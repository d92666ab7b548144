-- The courses of a plan's new version, each since the first publication, as far as iGOT ever showed one,
-- of a version that lists it.
INSERT INTO prescribed_course (plan_id, course_id, gate, vanished, listed_since)
SELECT CAST(:plan_id AS integer), course.id, stated.gate, stated.vanished, (
    SELECT min(CAST(said.content ->> 'published_at' AS timestamptz))
    FROM training_plan_history AS said
    WHERE said.plan_id = CAST(:plan_id AS integer)
        AND said.content -> 'courses' @> jsonb_build_array(jsonb_build_array(course.feed_id))
)
FROM unnest(
    CAST(:feed_ids AS text[]), CAST(:gates AS boolean[]), CAST(:vanished AS boolean[])
) AS stated (feed_id, gate, vanished)
JOIN course ON course.feed_id = stated.feed_id
