-- Which of those who are due are in doubt, in the place of all, by the key.
SELECT found.*
FROM official
CROSS JOIN LATERAL (
    SELECT official_id, withdrawn_position
    FROM public.completion_doubt WHERE completion_doubt.official_id = official.id
    OFFSET 0
) AS found
