-- The courses that bear on an outcome under each demand: those prescribed, with their bounds, and those
-- that may stand in for one of them.
SELECT demand_no, course_id, since, due, true AS prescribed FROM bounds
UNION ALL
SELECT DISTINCT demand_no, course_id, CAST(NULL AS timestamptz), CAST(NULL AS date), false
FROM equivalent
