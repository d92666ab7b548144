-- The courses that bear on each official's outcome and that he completed within the year. A prescribed
-- one counts, unless an authority has ordered that it doesn't before a plan asked for it, or after its
-- due day. What was completed is read here and nowhere else: one pass over the year's facts.
SELECT subject.official_id, subject.demand_no, subject.before_plan_counts, subject.after_due_counts,
    completion.course_id, completion.completed_at, bearing.prescribed,
    bearing.prescribed
        AND (subject.before_plan_counts OR completion.completed_at < bearing.since IS NOT TRUE)
        AND (subject.after_due_counts
            OR CAST(completion.completed_at AT TIME ZONE 'Asia/Kolkata' AS date) > bearing.due
                IS NOT TRUE) AS counts
FROM subject
JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
    AND completion.official_id = subject.official_id
JOIN bearing ON bearing.demand_no = subject.demand_no
    AND bearing.course_id = completion.course_id
    AND (bearing.prescribed OR subject.equivalents_count)
WHERE completion.withdrawn_position IS NULL
    AND (NOT CAST(:sliced AS boolean) OR completion.official_id BETWEEN
        CAST(:first_official AS integer) AND CAST(:last_official AS integer))
    AND completion.completed_at >= CAST(:opens AS timestamptz)
    AND completion.completed_at < CAST(:closes AS timestamptz)
    AND completion.completed_at <= CAST(:as_of AS timestamptz)
