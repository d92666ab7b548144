-- The assessments that each official passed, written as the entry shows them.
SELECT candidate.official_id, string_agg(
    '{"assessment_id":' || to_json(course.feed_id)
        || ',"name":' || coalesce(to_json(course.name)::text, 'null')
        || ',"passed_on":' || coalesce(
            '"' || to_char(result.taken_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD') || '"',
            'null'
        ) || CASE WHEN candidate.cadre_id = ANY (CAST(:scores_shown AS smallint[]))
            THEN ',"score":' || coalesce(CAST(trim_scale(result.score) AS text), 'null')
            ELSE '' END || ',"status":"passed"}',
    ',' ORDER BY course.feed_id COLLATE "C"
) AS assessments
FROM candidate
JOIN decided_by ON decided_by.id = candidate.ruleset_id
CROSS JOIN LATERAL (
    SELECT DISTINCT plan.assessment_id
    FROM unnest(candidate.plan_ids) AS counting (plan_id)
    JOIN training_plan AS plan ON plan.id = counting.plan_id
    WHERE plan.assessment_id IS NOT NULL
) AS linked
JOIN course ON course.id = linked.assessment_id
CROSS JOIN LATERAL (
    SELECT result.taken_at, result.state, result.score FROM assessment_result AS result
    WHERE result.reporting_year = CAST(:year AS smallint)
        AND result.official_id = candidate.official_id
        AND result.assessment_id = linked.assessment_id
        AND result.withdrawn_position IS NULL
    -- The attempt that stands: where the latest counts, an earlier pass is none any more.
    ORDER BY CASE WHEN decided_by.latest_attempt THEN result.taken_at END DESC NULLS LAST,
        result.state <> 'passed', result.taken_at NULLS LAST
    LIMIT 1
) AS result
WHERE result.state = 'passed'
GROUP BY candidate.official_id
