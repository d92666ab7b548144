-- Which of some pairs of feed user and feed course are known to be completed in a year.
SELECT asked.user_id, asked.course_id
FROM unnest(CAST(:user_ids AS text[]), CAST(:course_ids AS text[])) AS asked (user_id, course_id)
JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = asked.user_id
JOIN course ON course.feed_id = asked.course_id
JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
    AND completion.official_id = held.official_id AND completion.course_id = course.id
    AND completion.withdrawn_position IS NULL
