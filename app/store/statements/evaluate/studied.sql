-- The courses that bear on each official's outcome and that he completed within the year. A prescribed
-- one counts, unless an authority has ordered that it doesn't before a plan asked for it, or after its
-- due day. What was completed is read here and nowhere else: one pass over the year's facts.
SELECT learnt.*, bearing.prescribed,
    bearing.prescribed
        AND (learnt.before_plan_counts OR learnt.completed_at < bearing.since IS NOT TRUE)
        AND (learnt.after_due_counts
            OR CAST(learnt.completed_at AT TIME ZONE 'Asia/Kolkata' AS date) > bearing.due
                IS NOT TRUE) AS counts
FROM (
    SELECT subject.official_id, subject.demand_no, subject.equivalents_count,
        subject.before_plan_counts, subject.after_due_counts, completion.course_id,
        completion.completed_at
    FROM subject
    JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
        AND completion.official_id = subject.official_id
    WHERE completion.withdrawn_position IS NULL
        AND (NOT CAST(:sliced AS boolean) OR completion.official_id BETWEEN
            CAST(:first_official AS integer) AND CAST(:last_official AS integer))
        AND completion.completed_at >= CAST(:opens AS timestamptz)
        AND completion.completed_at < CAST(:closes AS timestamptz)
        AND completion.completed_at <= CAST(:as_of AS timestamptz)
    -- A fence: by the course alone the planner would put what was completed beside all demands.
    OFFSET 0
) AS learnt
JOIN bearing ON bearing.demand_no = learnt.demand_no AND bearing.course_id = learnt.course_id
    AND (bearing.prescribed OR learnt.equivalents_count)
