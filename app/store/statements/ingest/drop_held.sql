-- Staged completions of courses that are held for their year already keep the date that is held.
DELETE FROM staging.completion AS staged
USING official_identifier AS known, course, completion AS held
WHERE staged.load_id = CAST(:load_id AS bigint)
    AND known.kind = 'igot_user' AND known.value = staged.user_id
    AND course.feed_id = staged.course_id
    AND held.reporting_year = CAST(
        CAST(:year_before AS integer)
        + width_bucket(staged.completed_at, CAST(:turns AS timestamptz[]))
    AS smallint)
    AND held.official_id = known.official_id AND held.course_id = course.id
    AND held.withdrawn_position IS NULL
