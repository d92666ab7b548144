-- The assessments that each official passed, written as the entry shows them.
SELECT attempt.official_id, string_agg(
    '{"assessment_id":' || to_json(course.feed_id)
        || ',"name":' || coalesce(to_json(course.name)::text, 'null')
        || ',"passed_on":' || coalesce(
            '"' || to_char(attempt.taken_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD') || '"',
            'null'
        ) || CASE WHEN candidate.cadre_id = ANY (CAST(:scores_shown AS smallint[]))
            THEN ',"score":' || coalesce(CAST(trim_scale(attempt.score) AS text), 'null')
            ELSE '' END || ',"status":"passed"}',
    ',' ORDER BY course.feed_id COLLATE "C"
) AS assessments
FROM attempt
JOIN candidate ON candidate.official_id = attempt.official_id
JOIN course ON course.id = attempt.assessment_id
WHERE attempt.state = 'passed'
GROUP BY attempt.official_id
