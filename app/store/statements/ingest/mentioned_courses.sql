-- Courses that a plan, a completion or a result mentions before the catalogue has named them.
INSERT INTO course (feed_id)
SELECT DISTINCT mentioned FROM unnest(CAST(:feed_ids AS text[])) AS mentioned
ON CONFLICT (feed_id) DO NOTHING
