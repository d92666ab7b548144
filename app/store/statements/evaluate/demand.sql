-- Each different set of plans, numbered: officials under the same plans share one list of courses.
SELECT plan_ids, row_number() OVER (ORDER BY plan_ids) AS demand_no
FROM (SELECT DISTINCT plan_ids FROM target) AS sets
