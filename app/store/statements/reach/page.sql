-- Officials of an authority who have still to learn for the year, each with what is outstanding. A
-- course counts no more where an order has it so: completed before a plan asked, or past its due day.
SELECT short.official_id, igot.value AS igot_user, short.level, short.outcome, short.prescribed,
    short.required, short.completed, short.short_by, courses.outstanding AS courses,
    assessments.outstanding AS assessments
FROM candidate AS short
JOIN decided_by AS rules ON rules.ruleset_id = short.ruleset_id
JOIN subject AS own ON own.official_id = short.official_id
LEFT JOIN official_identifier AS igot ON igot.official_id = short.official_id
    AND igot.kind = 'igot_user' AND igot.withdrawn_position IS NULL
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(
        jsonb_build_object('course_id', named.feed_id, 'name', named.name, 'gate', named.gate,
            'still_counts', named.still_counts)
        ORDER BY named.feed_id), '[]') AS outstanding
    FROM (
        SELECT course.feed_id, course.name, bool_or(prescribed_course.gate) AS gate,
            bool_and((short.official_id, course.id) NOT IN (
                SELECT official_id, course_id FROM uncounted
            ) AND (own.after_due_counts OR NOT EXISTS (
                SELECT FROM bounds
                WHERE bounds.demand_no = own.demand_no AND bounds.course_id = course.id
                    AND bounds.due < CAST(:today AS date)
            ))) AS still_counts
        FROM prescribed_course
        JOIN course ON course.id = prescribed_course.course_id
        WHERE prescribed_course.plan_id = ANY (short.plan_ids)
            AND (rules.vanished_stay OR NOT prescribed_course.vanished) AND NOT EXISTS (
            SELECT FROM completion
            WHERE completion.reporting_year = CAST(:year AS smallint)
                AND completion.official_id = short.official_id
                AND completion.course_id = prescribed_course.course_id
                AND completion.withdrawn_position IS NULL
                AND completion.completed_at >= CAST(:opens AS timestamptz)
                AND completion.completed_at < CAST(:closes AS timestamptz)
                AND (short.official_id, completion.course_id) NOT IN (
                    SELECT official_id, course_id FROM uncounted
                )
        ) AND NOT EXISTS (
            SELECT FROM standing_in
            WHERE standing_in.official_id = short.official_id
                AND standing_in.counts_for_id = prescribed_course.course_id
        )
        GROUP BY course.feed_id, course.name
    ) AS named
) AS courses
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(
        jsonb_build_object('assessment_id', linked.feed_id, 'name', linked.name)
        ORDER BY linked.feed_id), '[]') AS outstanding
    FROM (
        SELECT DISTINCT course.id, course.feed_id, course.name
        FROM training_plan AS plan
        JOIN course ON course.id = plan.assessment_id
        WHERE plan.id = ANY (short.plan_ids) AND CAST(:assessment_required AS boolean)
    ) AS linked
    WHERE NOT EXISTS (
        SELECT FROM attempt
        WHERE attempt.official_id = short.official_id AND attempt.assessment_id = linked.id
            AND attempt.state = 'passed'
    )
) AS assessments
ORDER BY short.official_id
