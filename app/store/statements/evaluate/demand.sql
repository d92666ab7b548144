-- Each different set of plans, numbered: officials under the same plans share one list of courses. Where
-- what vanished from a plan stays prescribed is a list of its own.
SELECT plan_ids, vanished_stay, row_number() OVER (ORDER BY plan_ids, vanished_stay) AS demand_no
FROM (SELECT DISTINCT plan_ids, vanished_stay FROM target) AS sets
