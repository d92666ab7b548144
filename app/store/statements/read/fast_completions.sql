-- Officials of an authority with completions of the year that took less than a fraction of what the
-- course lasts, where its start and its duration are known.
SELECT official.id AS official_id, fast.feed_ids, fast.names, fast.enrolled, fast.completed,
    fast.durations
FROM official
CROSS JOIN LATERAL (
    SELECT array_agg(course.feed_id ORDER BY course.feed_id) AS feed_ids,
        array_agg(coalesce(course.name, course.feed_id) ORDER BY course.feed_id) AS names,
        array_agg(held.enrolled_at ORDER BY course.feed_id) AS enrolled,
        array_agg(held.completed_at ORDER BY course.feed_id) AS completed,
        array_agg(course.duration_seconds ORDER BY course.feed_id) AS durations
    FROM completion AS held
    JOIN course ON course.id = held.course_id
    WHERE held.reporting_year = CAST(:year AS smallint) AND held.official_id = official.id
        AND held.withdrawn_position IS NULL AND held.enrolled_at <= held.completed_at
        AND extract(epoch FROM held.completed_at - held.enrolled_at)
            * CAST(:denominator AS bigint) < course.duration_seconds * CAST(:numerator AS bigint)
) AS fast
WHERE official.authority_id = CAST(:authority_id AS integer) AND official.left_position IS NULL
    AND official.id > CAST(:after AS integer) AND fast.feed_ids IS NOT NULL
ORDER BY official.id
LIMIT CAST(:limit AS integer)
