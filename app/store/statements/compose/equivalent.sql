-- What counts for a prescribed course by order, as the evaluation has it.
SELECT DISTINCT prescribed.plan_ids, ordered.id, ordered.course_id, ordered.counts_for_id,
    ordered.order_number, daterange(ordered.valid_from, ordered.valid_until, '[]') AS days
FROM course_equivalence AS ordered
JOIN prescribed ON prescribed.course_id = ordered.counts_for_id
JOIN prescribed_course AS listed ON listed.course_id = ordered.counts_for_id
JOIN training_plan AS plan ON plan.id = listed.plan_id
    AND plan.id = ANY (prescribed.plan_ids) AND plan.authority_id = ordered.authority_id
WHERE ordered.withdrawn_position IS NULL AND NOT EXISTS (
    SELECT FROM prescribed AS itself
    WHERE itself.plan_ids = prescribed.plan_ids AND itself.course_id = ordered.course_id
)
