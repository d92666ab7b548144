-- Each different set of plans under which those officials were decided, numbered.
SELECT plan_ids, row_number() OVER (ORDER BY plan_ids) AS demand_no
FROM (SELECT DISTINCT plan_ids FROM candidate) AS sets
