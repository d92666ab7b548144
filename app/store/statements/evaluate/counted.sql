-- How many prescribed courses each official completed within the year.
SELECT subject.official_id, count(*) AS completed
FROM subject
JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
    AND completion.official_id = subject.official_id
WHERE completion.course_id = ANY (subject.course_ids)
    AND completion.withdrawn_position IS NULL
    AND (NOT CAST(:sliced AS boolean) OR completion.official_id BETWEEN
        CAST(:first_official AS integer) AND CAST(:last_official AS integer))
    AND completion.completed_at >= CAST(:opens AS timestamptz)
    AND completion.completed_at < CAST(:closes AS timestamptz)
    AND completion.completed_at <= CAST(:as_of AS timestamptz)
GROUP BY subject.official_id
