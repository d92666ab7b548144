-- Prescribed courses completed within the year that don't count all the same: before a plan asked for
-- them or after its due day, where an authority has ordered so. Where none has, nothing is read.
SELECT subject.official_id, completion.course_id
FROM subject
JOIN bounds ON bounds.demand_no = subject.demand_no
JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
    AND completion.official_id = subject.official_id
    AND completion.course_id = bounds.course_id
WHERE (SELECT strict.holds FROM strict)
    AND completion.withdrawn_position IS NULL
    AND (NOT CAST(:sliced AS boolean) OR completion.official_id BETWEEN
        CAST(:first_official AS integer) AND CAST(:last_official AS integer))
    AND completion.completed_at >= CAST(:opens AS timestamptz)
    AND completion.completed_at < CAST(:closes AS timestamptz)
    AND completion.completed_at <= CAST(:as_of AS timestamptz)
    AND (
        NOT subject.before_plan_counts AND completion.completed_at < bounds.since
        OR NOT subject.after_due_counts
            AND CAST(completion.completed_at AT TIME ZONE 'Asia/Kolkata' AS date) > bounds.due
    )
