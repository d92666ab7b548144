-- Those officials, each with the demand that is his.
SELECT short.official_id, demand.demand_no
FROM short
JOIN demand ON demand.plan_ids = short.plan_ids
