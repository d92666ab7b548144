-- Completions of a year, by the feed's users and courses, withdrawn as of a position: kept, not counted.
WITH denied AS (
    SELECT * FROM unnest(CAST(:user_ids AS text[]), CAST(:course_ids AS text[]))
        AS pair (user_id, feed_course_id)
), withdrawn AS (
    UPDATE completion SET withdrawn_position = CAST(:position AS bigint)
    FROM denied
    JOIN official_identifier AS who ON who.kind = 'igot_user' AND who.value = denied.user_id
    JOIN course ON course.feed_id = denied.feed_course_id
    WHERE completion.reporting_year = CAST(:year AS smallint)
        AND completion.official_id = who.official_id AND completion.course_id = course.id
        AND completion.withdrawn_position IS NULL
    RETURNING completion.reporting_year, completion.official_id
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT DISTINCT reporting_year, official_id, CAST(:position AS bigint) FROM withdrawn
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM withdrawn
