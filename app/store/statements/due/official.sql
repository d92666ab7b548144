-- The officials who are due, in the place of all. They come as a list, whose length the planner
-- knows; statistics of a list that fills and empties all day would mislead it.
SELECT official.*
FROM unnest(CAST(:due AS integer[])) AS due (official_id)
JOIN public.official ON official.id = due.official_id
