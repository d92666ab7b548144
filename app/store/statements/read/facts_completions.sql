-- One official's completions in a year, those withdrawn since included.
SELECT course_id, completed_at, evidence, learned_position, withdrawn_position
FROM completion
WHERE reporting_year = CAST(:year AS smallint) AND official_id = CAST(:official_id AS integer)
ORDER BY course_id
