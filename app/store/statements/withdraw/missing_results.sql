-- Results of a year that a reading of its extract has shown and that this whole one no longer shows, of
-- so many officials of whose authority it shows somebody. Attempts before the last may go unsaid: an
-- official's assessment is missed only when the extract shows none of its results.
WITH shown AS (
    SELECT held.official_id, course.id AS assessment_id
    FROM staging.assessment AS staged
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN course ON course.feed_id = staged.assessment_id
    WHERE staged.load_id = CAST(:load_id AS bigint)
), heard AS (
    SELECT DISTINCT official.authority_id FROM shown
    JOIN official ON official.id = shown.official_id
), missing AS (
    SELECT who.value AS user_id, course.feed_id AS assessment_id,
        bool_or(result.state = 'passed') AS passed,
        -- Which officials come first changes from load to load.
        md5(who.value || ' ' || CAST(:load_id AS bigint)) AS turn
    FROM assessment_result AS result
    JOIN official ON official.id = result.official_id
    JOIN official_identifier AS who ON who.official_id = official.id AND who.kind = 'igot_user'
    JOIN course ON course.id = result.assessment_id
    WHERE result.reporting_year = CAST(:year AS smallint) AND result.withdrawn_position IS NULL
        AND result.learned_position <= CAST(:begun_at AS bigint)
        -- What another year's extract has shown, this year's never did.
        AND EXISTS (
            SELECT FROM feed_watermark_history AS reading
            WHERE reading.road = 'assessments'
                AND reading.reporting_year = CAST(:year AS smallint)
                AND reading.position = result.learned_position
        )
        AND official.left_position IS NULL
        AND official.arrived_position <= CAST(:begun_at AS bigint)
        AND official.authority_id IN (SELECT authority_id FROM heard)
        AND NOT EXISTS (
            SELECT FROM shown
            WHERE shown.official_id = result.official_id
                AND shown.assessment_id = result.assessment_id
        )
    GROUP BY who.value, course.feed_id
), ranked AS (
    SELECT *, dense_rank() OVER (ORDER BY turn, user_id) AS place FROM missing
)
SELECT user_id, assessment_id, passed FROM ranked
WHERE place <= CAST(:officials AS bigint)
