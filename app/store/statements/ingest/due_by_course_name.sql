-- Whose entries name a course that the catalogue now names otherwise: by a plan that asks for it or
-- links it as the assessment, or as one that counts for another by order.
WITH renamed AS (
    SELECT course.id FROM unnest(CAST(:feed_ids AS text[]), CAST(:names AS text[]))
        AS stated (feed_id, name)
    JOIN course ON course.feed_id = stated.feed_id AND course.name IS DISTINCT FROM stated.name
), asked AS (
    SELECT id FROM renamed
    UNION
    SELECT ordered.counts_for_id FROM renamed
    JOIN course_equivalence AS ordered ON ordered.course_id = renamed.id
)
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT held.reporting_year, held.official_id, CAST(:position AS bigint)
FROM (
    SELECT array_agg(plan_id) AS plan_ids FROM (
        SELECT listed.plan_id FROM asked
        JOIN prescribed_course AS listed ON listed.course_id = asked.id
        UNION
        SELECT plan.id FROM renamed
        JOIN training_plan AS plan ON plan.assessment_id = renamed.id
    ) AS plan
) AS naming
JOIN evaluation AS held ON held.plan_ids && naming.plan_ids
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
