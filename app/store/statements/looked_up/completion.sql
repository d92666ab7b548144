-- What those who are due completed in the year, in the place of all completions, by the key.
SELECT found.*
FROM official
CROSS JOIN LATERAL (
    SELECT reporting_year, official_id, course_id, completed_at, withdrawn_position
    FROM public.completion
    WHERE completion.reporting_year = CAST(:year AS smallint)
        AND completion.official_id = official.id
    OFFSET 0
) AS found
