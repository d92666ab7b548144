-- The results in the year of those who are due, in the place of all results, by the key.
SELECT found.*
FROM official
CROSS JOIN LATERAL (
    SELECT reporting_year, official_id, assessment_id, state, score, certified, taken_at,
        withdrawn_position
    FROM public.assessment_result
    WHERE assessment_result.reporting_year = CAST(:year AS smallint)
        AND assessment_result.official_id = official.id
    OFFSET 0
) AS found
