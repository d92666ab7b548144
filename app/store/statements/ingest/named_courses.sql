-- The catalogue's courses: new ones, and those whose name, category, status, length or tags changed.
INSERT INTO course (feed_id, name, category, status, duration_seconds, competencies)
SELECT * FROM unnest(
    CAST(:feed_ids AS text[]), CAST(:names AS text[]), CAST(:categories AS text[]),
    CAST(:statuses AS text[]), CAST(:durations AS integer[]), CAST(:competencies AS jsonb[])
)
ON CONFLICT (feed_id) DO UPDATE SET
    name = excluded.name, category = excluded.category, status = excluded.status,
    duration_seconds = excluded.duration_seconds, competencies = excluded.competencies
WHERE (
    course.name, course.category, course.status, course.duration_seconds, course.competencies
) IS DISTINCT FROM (
    excluded.name, excluded.category, excluded.status, excluded.duration_seconds,
    excluded.competencies
)
