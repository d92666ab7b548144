-- Completions that a reading of the authority has shown and that this whole one no longer shows. Who
-- came since it began, whom it left undated or in doubt, and who has left keep what is held.
WITH shown AS (
    SELECT held.official_id, course.id AS course_id
    FROM staging.completion AS staged
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN course ON course.feed_id = staged.course_id
    -- Three months back, a reporting year is a calendar year.
    WHERE staged.load_id = CAST(:load_id AS bigint) AND extract(year FROM
        staged.completed_at AT TIME ZONE 'Asia/Kolkata' - interval '3 months'
    ) = CAST(:year AS smallint)
), withdrawn AS (
    UPDATE completion SET withdrawn_position = CAST(:position AS bigint)
    FROM official
    WHERE completion.reporting_year = CAST(:year AS smallint)
        AND completion.withdrawn_position IS NULL
        AND completion.learned_position <= CAST(:begun_at AS bigint)
        -- What a look at one official has shown, no report ever did.
        AND EXISTS (
            SELECT FROM feed_watermark_history AS reading
            WHERE reading.road = 'completions' AND reading.authority_id = official.authority_id
                AND reading.position = completion.learned_position
        )
        AND official.id = completion.official_id AND official.left_position IS NULL
        AND official.authority_id = ANY (CAST(:authority_ids AS integer[]))
        AND official.arrived_position <= CAST(:begun_at AS bigint)
        AND NOT EXISTS (
            SELECT FROM shown
            WHERE shown.official_id = completion.official_id
                AND shown.course_id = completion.course_id
        )
        AND NOT EXISTS (
            SELECT FROM completion_doubt AS doubt
            WHERE doubt.official_id = official.id AND doubt.withdrawn_position IS NULL
        )
        AND NOT EXISTS (
            SELECT FROM official_identifier AS held
            WHERE held.official_id = official.id AND held.kind = 'igot_user'
                AND held.value = ANY (CAST(:spared AS text[]))
        )
    RETURNING completion.reporting_year, completion.official_id
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT DISTINCT reporting_year, official_id, CAST(:position AS bigint) FROM withdrawn
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM withdrawn
