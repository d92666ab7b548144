-- One merge of the extract's results. Each attempt is known by its moment, and all are kept: the
-- year is the date's, or the extract's where there is none; attempt 0 is the one without a date.
WITH stated AS (
    SELECT DISTINCT ON (reporting_year, official.id, course.id, staged.taken_at)
        CAST(
            CASE WHEN local_day IS NULL THEN CAST(:year AS integer)
            ELSE extract(year FROM local_day)
                - CASE WHEN extract(month FROM local_day) < 4 THEN 1 ELSE 0 END END
            AS smallint
        ) AS reporting_year,
        official.id AS official_id, course.id AS assessment_id,
        official.authority_id, official.service_id, official.cadre_id, staged.state, staged.score,
        staged.taken_at, staged.certified
    FROM staging.assessment AS staged
    CROSS JOIN LATERAL (
        SELECT (staged.taken_at AT TIME ZONE 'Asia/Kolkata')::date AS local_day
    ) AS india
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN official ON official.id = held.official_id
    JOIN course ON course.feed_id = staged.assessment_id
    WHERE staged.load_id = :load_id
    ORDER BY 1, 2, 3, staged.taken_at,
        CASE staged.state WHEN 'passed' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END,
        staged.certified DESC, staged.score DESC NULLS LAST
), last AS (
    SELECT reporting_year, official_id, assessment_id, max(attempt) AS attempt
    FROM assessment_result
    JOIN (SELECT DISTINCT reporting_year, official_id, assessment_id FROM stated) AS touched
        USING (reporting_year, official_id, assessment_id)
    GROUP BY reporting_year, official_id, assessment_id
), numbered AS (
    SELECT stated.*, CAST(CASE
        WHEN stated.taken_at IS NULL THEN 0
        WHEN same.attempt IS NOT NULL THEN same.attempt
        ELSE coalesce(last.attempt, 0) + row_number() OVER (
            PARTITION BY reporting_year, official_id, assessment_id,
                stated.taken_at IS NULL OR same.attempt IS NOT NULL
            ORDER BY stated.taken_at
        )
    END AS smallint) AS attempt
    FROM stated
    LEFT JOIN last USING (reporting_year, official_id, assessment_id)
    LEFT JOIN assessment_result AS same USING (reporting_year, official_id, assessment_id, taken_at)
), differing AS (
    SELECT numbered.*
    FROM numbered
    LEFT JOIN assessment_result AS held
        USING (reporting_year, official_id, assessment_id, attempt)
    WHERE held.learned_position IS NULL OR held.withdrawn_position IS NOT NULL
        OR (held.state, held.score, held.certified)
            IS DISTINCT FROM (numbered.state, numbered.score, numbered.certified)
), dated AS (
    -- A result that had no date and has one now is told once: in the year of its date.
    SELECT held.reporting_year, held.official_id, held.assessment_id, held.attempt
    FROM assessment_result AS held
    WHERE held.attempt = 0 AND held.reporting_year = CAST(:year AS smallint)
        AND held.withdrawn_position IS NULL
        AND EXISTS (
            SELECT FROM stated
            WHERE (stated.official_id, stated.assessment_id)
                = (held.official_id, held.assessment_id) AND stated.taken_at IS NOT NULL
        )
        AND NOT EXISTS (
            SELECT FROM stated
            WHERE (stated.official_id, stated.assessment_id)
                = (held.official_id, held.assessment_id) AND stated.taken_at IS NULL
        )
), kept AS (
    INSERT INTO assessment_result_history (
        reporting_year, official_id, assessment_id, attempt, authority_id, service_id, cadre_id,
        state, score, certified, taken_at, learned_position, withdrawn_position, superseded_position
    )
    SELECT held.reporting_year, held.official_id, held.assessment_id, held.attempt,
        held.authority_id, held.service_id, held.cadre_id, held.state, held.score, held.certified, held.taken_at,
        held.learned_position, held.withdrawn_position, CAST(:position AS bigint)
    FROM differing
    JOIN assessment_result AS held USING (reporting_year, official_id, assessment_id, attempt)
), withdrawn AS (
    UPDATE assessment_result AS held SET withdrawn_position = CAST(:position AS bigint)
    FROM dated
    WHERE (held.reporting_year, held.official_id, held.assessment_id, held.attempt)
        = (dated.reporting_year, dated.official_id, dated.assessment_id, dated.attempt)
    RETURNING held.reporting_year, held.official_id
), merged AS (
    INSERT INTO assessment_result (
        reporting_year, official_id, assessment_id, attempt, authority_id, service_id, cadre_id,
        state, score, certified, taken_at, learned_position
    )
    SELECT reporting_year, official_id, assessment_id, attempt, authority_id, service_id,
        cadre_id, state, score, certified, taken_at, CAST(:position AS bigint)
    FROM differing
    ON CONFLICT (reporting_year, official_id, assessment_id, attempt) DO UPDATE SET
        state = excluded.state, score = excluded.score, certified = excluded.certified,
        learned_position = excluded.learned_position, withdrawn_position = NULL
    RETURNING reporting_year, official_id
), changed AS (
    SELECT reporting_year, official_id FROM merged
    UNION ALL
    SELECT reporting_year, official_id FROM withdrawn
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT DISTINCT reporting_year, official_id, CAST(:position AS bigint) FROM changed
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM changed
