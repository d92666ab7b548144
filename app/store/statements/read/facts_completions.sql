-- One official's completions in a year and the one before it, which unlocks assessments as well;
-- those withdrawn since included.
SELECT course_id, completed_at, evidence, enrolled_at, course.duration_seconds,
    completion.learned_position, withdrawn_position
FROM completion
JOIN course ON course.id = completion.course_id
WHERE reporting_year IN (CAST(:year AS smallint), CAST(:year AS smallint) - 1) AND official_id = CAST(:official_id AS integer)
ORDER BY course_id, reporting_year
