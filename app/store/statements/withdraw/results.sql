-- Results of a year, by the feed's users and assessments, withdrawn as of a position: kept, not counted.
WITH denied AS (
    SELECT * FROM unnest(CAST(:user_ids AS text[]), CAST(:assessment_ids AS text[]))
        AS pair (user_id, feed_assessment_id)
), withdrawn AS (
    UPDATE assessment_result SET withdrawn_position = CAST(:position AS bigint)
    FROM denied
    JOIN official_identifier AS who ON who.kind = 'igot_user' AND who.value = denied.user_id
    JOIN course ON course.feed_id = denied.feed_assessment_id
    WHERE assessment_result.reporting_year = CAST(:year AS smallint)
        AND assessment_result.official_id = who.official_id
        AND assessment_result.assessment_id = course.id
        AND assessment_result.withdrawn_position IS NULL
    RETURNING assessment_result.reporting_year, assessment_result.official_id
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT DISTINCT reporting_year, official_id, CAST(:position AS bigint) FROM withdrawn
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM withdrawn
