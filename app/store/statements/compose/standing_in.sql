-- Who completed what counts for a course that he did not complete.
SELECT DISTINCT ON (candidate.official_id, equivalent.course_id) candidate.official_id,
    equivalent.course_id, equivalent.counts_for_id, equivalent.order_number,
    completion.completed_at
FROM equivalent
JOIN candidate ON candidate.plan_ids = equivalent.plan_ids
JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
    AND completion.official_id = candidate.official_id
    AND completion.course_id = equivalent.course_id
    AND completion.withdrawn_position IS NULL
    AND equivalent.days @> CAST(completion.completed_at AT TIME ZONE 'Asia/Kolkata' AS date)
WHERE NOT EXISTS (
    SELECT FROM completion AS itself
    WHERE itself.reporting_year = CAST(:year AS smallint)
        AND itself.official_id = candidate.official_id
        AND itself.course_id = equivalent.counts_for_id
        AND itself.withdrawn_position IS NULL
)
ORDER BY candidate.official_id, equivalent.course_id, equivalent.counts_for_id, equivalent.id
