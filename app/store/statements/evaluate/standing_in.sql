-- Completed courses that stand in for prescribed ones: each for one, and for none that counts itself.
SELECT DISTINCT ON (studied.official_id, equivalent.course_id)
    studied.official_id, equivalent.course_id, equivalent.counts_for_id, equivalent.order_number,
    studied.completed_at
FROM studied
JOIN equivalent ON equivalent.demand_no = studied.demand_no
    AND equivalent.course_id = studied.course_id
JOIN bounds ON bounds.demand_no = studied.demand_no
    AND bounds.course_id = equivalent.counts_for_id
WHERE NOT studied.prescribed
    AND equivalent.days @> CAST(studied.completed_at AT TIME ZONE 'Asia/Kolkata' AS date)
    AND (studied.before_plan_counts OR studied.completed_at < bounds.since IS NOT TRUE)
    AND (studied.after_due_counts
        OR CAST(studied.completed_at AT TIME ZONE 'Asia/Kolkata' AS date) > bounds.due
            IS NOT TRUE)
    AND NOT EXISTS (
        SELECT FROM studied AS itself
        WHERE itself.official_id = studied.official_id
            AND itself.course_id = equivalent.counts_for_id
            AND itself.counts
    )
ORDER BY studied.official_id, equivalent.course_id, equivalent.counts_for_id, equivalent.order_id
