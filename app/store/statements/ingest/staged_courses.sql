-- Courses that the load's completions mention before the catalogue has named them.
INSERT INTO course (feed_id)
SELECT mentioned.course_id
FROM (SELECT DISTINCT course_id FROM staging.completion WHERE load_id = :load_id) AS mentioned
WHERE NOT EXISTS (SELECT FROM course WHERE course.feed_id = mentioned.course_id)
ON CONFLICT (feed_id) DO NOTHING
