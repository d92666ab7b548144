-- The live plans of some authorities for a year; of officials named one by one only this one.
SELECT plan.id, plan.feed_id, plan.name, plan.generation, plan.authority_id, plan.apar,
    plan.due_at, plan.published_at, plan.status <> 'live' AS retired, plan.learned_position, plan.assessment_id, linked.feed_id AS assessment_feed_id,
    coalesce(linked.name, linked.feed_id) AS assessment_name,
    CAST((
        SELECT coalesce(json_agg(groups.criteria ORDER BY groups.group_no), '[]')
        FROM (
            SELECT plan_group.group_no, coalesce(
                json_agg(json_build_array(asked.key, CASE
                    WHEN asked.key = 'user' THEN ARRAY(
                        SELECT named FROM unnest(asked.values) AS named
                        WHERE named = CAST(:feed_id AS text)
                    )
                    ELSE asked.values
                END) ORDER BY asked.criterion_no) FILTER (WHERE asked.key IS NOT NULL), '[]'
            ) AS criteria
            FROM plan_group
            LEFT JOIN plan_criterion AS asked ON asked.plan_id = plan_group.plan_id
                AND asked.group_no = plan_group.group_no
            WHERE plan_group.plan_id = plan.id
            GROUP BY plan_group.group_no
        ) AS groups
    ) AS text) AS groups,
    CAST((
        SELECT coalesce(json_agg(json_build_array(
            course.id, course.feed_id, coalesce(course.name, course.feed_id), listed.gate,
            coalesce(course.status = 'Retired', false), listed.vanished, listed.listed_since
        ) ORDER BY course.feed_id), '[]')
        FROM prescribed_course AS listed
        JOIN course ON course.id = listed.course_id
        WHERE listed.plan_id = plan.id
    ) AS text) AS courses
FROM training_plan AS plan
LEFT JOIN course AS linked ON linked.id = plan.assessment_id
WHERE plan.reporting_year = CAST(:year AS smallint)
    AND (plan.status = 'live' OR EXISTS (
        SELECT FROM ingest_position AS retired
        WHERE retired.position = plan.retired_position
            AND retired.closed_at >= CAST(:closes AS timestamptz)
    ))
    AND plan.authority_id = ANY (CAST(:authority_ids AS integer[]))
ORDER BY plan.id
