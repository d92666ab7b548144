-- Which courses count for others by some authorities' orders, those withdrawn since included.
SELECT ordered.id, ordered.authority_id, ordered.course_id, course.feed_id,
    coalesce(course.name, course.feed_id) AS name, ordered.counts_for_id, ordered.valid_from,
    ordered.valid_until, ordered.order_number, ordered.ordered_on, ordered.ordered_by,
    ordered.learned_position, ordered.withdrawn_position
FROM course_equivalence AS ordered
JOIN course ON course.id = ordered.course_id
WHERE ordered.authority_id = ANY (CAST(:authority_ids AS integer[]))
ORDER BY ordered.id
