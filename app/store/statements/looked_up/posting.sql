-- Where those who are due have stood, in the place of all postings, by the key.
SELECT found.*
FROM official
CROSS JOIN LATERAL (
    SELECT official_id, valid_from, valid_to, profile_id
    FROM public.posting WHERE posting.official_id = official.id
    OFFSET 0
) AS found
