-- One merge of the extract's results; the year is the extract's, or the date's where there is one.
WITH stated AS (
    SELECT DISTINCT ON (reporting_year, official.id, course.id)
        CAST(
            CASE WHEN local_day IS NULL THEN CAST(:year AS integer)
            ELSE extract(year FROM local_day)
                - CASE WHEN extract(month FROM local_day) < 4 THEN 1 ELSE 0 END END
            AS smallint
        ) AS reporting_year,
        official.id AS official_id, course.id AS assessment_id, CAST(0 AS smallint) AS attempt,
        official.authority_id, official.service_id, official.cadre_id, staged.state, staged.score,
        staged.taken_at
    FROM staging.assessment AS staged
    CROSS JOIN LATERAL (
        SELECT (staged.taken_at AT TIME ZONE 'Asia/Kolkata')::date AS local_day
    ) AS india
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN official ON official.id = held.official_id
    JOIN course ON course.feed_id = staged.assessment_id
    WHERE staged.load_id = :load_id
    ORDER BY 1, 2, 3,
        CASE staged.state WHEN 'passed' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END,
        staged.taken_at DESC NULLS LAST, staged.score DESC NULLS LAST
), differing AS (
    SELECT stated.*
    FROM stated
    LEFT JOIN assessment_result AS held
        USING (reporting_year, official_id, assessment_id, attempt)
    WHERE held.learned_position IS NULL OR held.withdrawn_position IS NOT NULL
        OR (held.state, held.score, held.taken_at)
            IS DISTINCT FROM (stated.state, stated.score, stated.taken_at)
), kept AS (
    INSERT INTO assessment_result_history (
        reporting_year, official_id, assessment_id, attempt, authority_id, service_id, cadre_id,
        state, score, taken_at, learned_position, withdrawn_position, superseded_position
    )
    SELECT held.reporting_year, held.official_id, held.assessment_id, held.attempt,
        held.authority_id, held.service_id, held.cadre_id, held.state, held.score, held.taken_at,
        held.learned_position, held.withdrawn_position, CAST(:position AS bigint)
    FROM differing
    JOIN assessment_result AS held USING (reporting_year, official_id, assessment_id, attempt)
), merged AS (
    INSERT INTO assessment_result (
        reporting_year, official_id, assessment_id, attempt, authority_id, service_id, cadre_id,
        state, score, taken_at, learned_position
    )
    SELECT reporting_year, official_id, assessment_id, attempt, authority_id, service_id,
        cadre_id, state, score, taken_at, CAST(:position AS bigint)
    FROM differing
    ON CONFLICT (reporting_year, official_id, assessment_id, attempt) DO UPDATE SET
        state = excluded.state, score = excluded.score, taken_at = excluded.taken_at,
        learned_position = excluded.learned_position, withdrawn_position = NULL
    RETURNING reporting_year, official_id
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT DISTINCT reporting_year, official_id, CAST(:position AS bigint) FROM merged
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM merged
