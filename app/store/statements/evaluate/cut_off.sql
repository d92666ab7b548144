-- Which score, in percent, passes an assessment that a demand links, and on which days it is open, by
-- the order of an authority whose plan links it; of two such authorities the first recorded stands,
-- whether it names a score or not.
SELECT DISTINCT ON (counting.demand_no, ordered.assessment_id)
    counting.demand_no, ordered.assessment_id, ordered.cut_off_percent,
    ordered.opens_on, ordered.closes_on
FROM assessment_terms AS ordered
JOIN training_plan AS plan ON plan.authority_id = ordered.authority_id
    AND plan.assessment_id = ordered.assessment_id
JOIN (
    SELECT demand.demand_no, every.plan_id
    FROM demand CROSS JOIN LATERAL unnest(demand.plan_ids) AS every (plan_id)
) AS counting ON counting.plan_id = plan.id
WHERE ordered.reporting_year = CAST(:year AS smallint) AND ordered.withdrawn_position IS NULL
    AND CAST(ordered.ordered_on AS timestamp) AT TIME ZONE 'Asia/Kolkata'
        <= CAST(:as_of AS timestamptz)
ORDER BY counting.demand_no, ordered.assessment_id, ordered.id
