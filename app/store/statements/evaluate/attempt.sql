-- The attempt that stands for each official and linked assessment he sat: the best, or the latest.
SELECT DISTINCT ON (subject.official_id, result.assessment_id)
    subject.official_id, result.assessment_id, result.state
FROM subject
JOIN assessment_result AS result ON result.reporting_year = CAST(:year AS smallint)
    AND result.official_id = subject.official_id
WHERE result.assessment_id = ANY (subject.assessment_ids)
    AND result.withdrawn_position IS NULL
    AND (result.taken_at IS NULL OR (
        result.taken_at >= CAST(:opens AS timestamptz)
        AND result.taken_at < CAST(:closes AS timestamptz)
        AND result.taken_at <= CAST(:as_of AS timestamptz)
    ))
ORDER BY subject.official_id, result.assessment_id,
    CASE WHEN subject.latest_attempt THEN result.taken_at END DESC NULLS LAST,
    array_position(ARRAY['passed', 'failed', 'not_established'], result.state)
