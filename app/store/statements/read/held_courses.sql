-- Which courses some feed users are known to have completed, and in which year.
SELECT held.value AS user_id, course.feed_id AS course_id, completion.reporting_year
FROM official_identifier AS held
JOIN completion ON completion.official_id = held.official_id
    AND completion.withdrawn_position IS NULL
JOIN course ON course.id = completion.course_id
WHERE held.kind = 'igot_user' AND held.value = ANY (CAST(:user_ids AS text[]))
