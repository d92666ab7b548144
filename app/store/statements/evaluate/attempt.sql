-- The attempt that stands for each official and linked assessment he sat: the best, or the latest. Each
-- is passed as iGOT says, or by the score where a cut-off is ordered, iGOT shows one and no certificate.
SELECT DISTINCT ON (subject.official_id, result.assessment_id)
    subject.official_id, result.assessment_id, judged.state, result.taken_at, result.score
FROM subject
JOIN assessment_result AS result ON result.reporting_year = CAST(:year AS smallint)
    AND result.official_id = subject.official_id
LEFT JOIN cut_off ON cut_off.demand_no = subject.demand_no
    AND cut_off.assessment_id = result.assessment_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN NOT subject.cut_off_decides OR cut_off.cut_off_percent IS NULL
            OR result.certified IS NULL OR result.certified AND subject.certificate_passes
            OR result.score BETWEEN 0 AND 100 IS NOT TRUE THEN result.state
        WHEN result.score >= cut_off.cut_off_percent THEN 'passed'
        ELSE 'failed'
    END AS state
) AS judged
WHERE result.assessment_id = ANY (subject.assessment_ids)
    AND result.withdrawn_position IS NULL
    AND (NOT CAST(:sliced AS boolean) OR result.official_id BETWEEN
        CAST(:first_official AS integer) AND CAST(:last_official AS integer))
    AND (result.taken_at IS NULL AND subject.undated_counts OR (
        result.taken_at >= CAST(:opens AS timestamptz)
        AND result.taken_at < CAST(:closes AS timestamptz)
        AND result.taken_at <= CAST(:as_of AS timestamptz)
        AND (subject.outside_days_counts OR cut_off.opens_on IS NULL
            OR CAST(result.taken_at AT TIME ZONE 'Asia/Kolkata' AS date)
                BETWEEN cut_off.opens_on AND cut_off.closes_on)
    ))
-- Of attempts that are alike the earliest: its day is the one that an entry shows.
ORDER BY subject.official_id, result.assessment_id,
    CASE WHEN subject.latest_attempt THEN result.taken_at END DESC NULLS LAST,
    array_position(ARRAY['passed', 'failed', 'not_established'], judged.state),
    result.taken_at NULLS LAST
