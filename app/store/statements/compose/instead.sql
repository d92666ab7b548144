-- For each such course the one that stands in for it, written as the entry shows it.
SELECT DISTINCT ON (standing_in.official_id, standing_in.counts_for_id)
    standing_in.official_id, standing_in.counts_for_id,
    '"equivalent":{"completed_on":"'
        || to_char(standing_in.completed_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD')
        || '","course_id":' || to_json(course.feed_id)
        || ',"name":' || coalesce(to_json(course.name)::text, 'null')
        || ',"order_number":' || to_json(standing_in.order_number) || '}' AS written
FROM standing_in
JOIN course ON course.id = standing_in.course_id
ORDER BY standing_in.official_id, standing_in.counts_for_id, standing_in.course_id
