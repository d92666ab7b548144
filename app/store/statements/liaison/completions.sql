-- When some officers of an authority completed some courses: in each year held up to one.
SELECT done.official_id, course.feed_id, done.completed_at
FROM completion AS done
JOIN course ON course.id = done.course_id
WHERE done.reporting_year <= CAST(:year AS smallint)
    AND done.authority_id = CAST(:authority_id AS integer)
    AND done.official_id = ANY (CAST(:officials AS integer[]))
    AND course.feed_id = ANY (CAST(:courses AS text[])) AND done.withdrawn_position IS NULL
ORDER BY done.official_id, course.feed_id, done.completed_at
