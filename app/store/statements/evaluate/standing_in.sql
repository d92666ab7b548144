-- Completed courses that stand in for prescribed ones: each for one, and for none that counts itself.
SELECT DISTINCT ON (subject.official_id, equivalent.course_id)
    subject.official_id, equivalent.course_id, equivalent.counts_for_id, equivalent.order_number,
    completion.completed_at
FROM equivalent
JOIN subject ON subject.demand_no = equivalent.demand_no AND subject.equivalents_count
JOIN bounds ON bounds.demand_no = equivalent.demand_no
    AND bounds.course_id = equivalent.counts_for_id
JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
    AND completion.official_id = subject.official_id
    AND completion.course_id = equivalent.course_id
WHERE completion.withdrawn_position IS NULL
    AND (NOT CAST(:sliced AS boolean) OR completion.official_id BETWEEN
        CAST(:first_official AS integer) AND CAST(:last_official AS integer))
    AND completion.completed_at >= CAST(:opens AS timestamptz)
    AND completion.completed_at < CAST(:closes AS timestamptz)
    AND completion.completed_at <= CAST(:as_of AS timestamptz)
    AND equivalent.days @> CAST(completion.completed_at AT TIME ZONE 'Asia/Kolkata' AS date)
    AND (subject.before_plan_counts OR completion.completed_at < bounds.since IS NOT TRUE)
    AND (subject.after_due_counts
        OR CAST(completion.completed_at AT TIME ZONE 'Asia/Kolkata' AS date) > bounds.due
            IS NOT TRUE)
    AND NOT EXISTS (
        SELECT FROM completion AS itself
        WHERE itself.reporting_year = CAST(:year AS smallint)
            AND itself.official_id = subject.official_id
            AND itself.course_id = equivalent.counts_for_id
            AND itself.withdrawn_position IS NULL
            AND (NOT CAST(:sliced AS boolean) OR itself.official_id BETWEEN
                CAST(:first_official AS integer) AND CAST(:last_official AS integer))
            AND itself.completed_at >= CAST(:opens AS timestamptz)
            AND itself.completed_at < CAST(:closes AS timestamptz)
            AND itself.completed_at <= CAST(:as_of AS timestamptz)
            AND (itself.official_id, itself.course_id) NOT IN (
                SELECT official_id, course_id FROM uncounted
            )
    )
ORDER BY subject.official_id, equivalent.course_id, equivalent.counts_for_id, equivalent.order_id
