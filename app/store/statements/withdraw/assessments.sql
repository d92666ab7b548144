-- Assessment results that a reading has shown and that this whole one no longer shows. Who came since
-- it began, whom it spares, and who has left keep what is held.
WITH shown AS (
    SELECT held.official_id, course.id AS assessment_id
    FROM staging.assessment AS staged
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN course ON course.feed_id = staged.assessment_id
    WHERE staged.load_id = CAST(:load_id AS bigint)
), withdrawn AS (
    UPDATE assessment_result AS result SET withdrawn_position = CAST(:position AS bigint)
    FROM official
    WHERE result.reporting_year = CAST(:year AS smallint) AND result.withdrawn_position IS NULL
        AND result.learned_position <= CAST(:begun_at AS bigint)
        AND EXISTS (
            SELECT FROM feed_watermark_history AS reading
            WHERE reading.road = 'assessments' AND reading.position = result.learned_position
        )
        AND official.id = result.official_id AND official.left_position IS NULL
        AND official.authority_id = ANY (CAST(:authority_ids AS integer[]))
        AND official.arrived_position <= CAST(:begun_at AS bigint)
        AND NOT EXISTS (
            SELECT FROM shown
            WHERE shown.official_id = result.official_id
                AND shown.assessment_id = result.assessment_id
        )
        AND NOT EXISTS (
            SELECT FROM official_identifier AS held
            WHERE held.official_id = official.id AND held.kind = 'igot_user'
                AND held.value = ANY (CAST(:spared AS text[]))
        )
    RETURNING result.reporting_year, result.official_id
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT DISTINCT reporting_year, official_id, CAST(:position AS bigint) FROM withdrawn
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM withdrawn
