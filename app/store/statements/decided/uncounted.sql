-- Prescribed courses that those officials completed within the year and that don't count all the same:
-- before a plan asked for them or after its due day, where an authority has ordered so.
SELECT official_id, course_id
FROM studied
WHERE prescribed AND NOT counts
