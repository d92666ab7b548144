-- One official's assessment results in a year, those withdrawn since included.
SELECT assessment_id, state, taken_at, score, certified, learned_position, withdrawn_position
FROM assessment_result
WHERE reporting_year = CAST(:year AS smallint) AND official_id = CAST(:official_id AS integer)
ORDER BY assessment_id, attempt
