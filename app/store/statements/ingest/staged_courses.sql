-- Courses that the load's completions mention before the catalogue has named them.
INSERT INTO course (feed_id)
SELECT DISTINCT staged.course_id FROM staging.completion AS staged
WHERE staged.load_id = :load_id
    AND NOT EXISTS (SELECT FROM course WHERE course.feed_id = staged.course_id)
ON CONFLICT (feed_id) DO NOTHING
