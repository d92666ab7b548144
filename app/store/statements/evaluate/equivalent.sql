-- What each demand takes for a prescribed course: another course, completed on the days of an order
-- of the authority whose plan prescribes it; never one that the demand itself prescribes.
SELECT DISTINCT demand.demand_no, ordered.counts_for_id, ordered.course_id,
    daterange(ordered.valid_from, ordered.valid_until, '[]') AS days, ordered.id AS order_id,
    ordered.order_number
FROM course_equivalence AS ordered
JOIN prescribed_course AS listed ON listed.course_id = ordered.counts_for_id
JOIN training_plan AS plan ON plan.id = listed.plan_id
    AND plan.authority_id = ordered.authority_id
JOIN (
    SELECT demand.demand_no, demand.vanished_stay, counting.plan_id
    FROM demand CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
) AS demand ON demand.plan_id = plan.id AND (demand.vanished_stay OR NOT listed.vanished)
JOIN prescribed ON prescribed.demand_no = demand.demand_no
WHERE ordered.withdrawn_position IS NULL
    AND CAST(ordered.ordered_on AS timestamp) AT TIME ZONE 'Asia/Kolkata'
        <= CAST(:as_of AS timestamptz)
    AND ordered.course_id <> ALL (prescribed.course_ids)
