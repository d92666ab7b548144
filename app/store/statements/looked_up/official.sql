-- The officials who are due, in the place of all, each looked up by his number: however the rest is
-- joined, nobody reads all officials for a few of them.
SELECT official.*
FROM unnest(CAST(:due AS integer[])) AS due (official_id)
CROSS JOIN LATERAL (
    SELECT * FROM public.official WHERE official.id = due.official_id OFFSET 0
) AS official
