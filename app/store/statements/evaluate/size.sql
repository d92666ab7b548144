-- How many courses and assessments each demand holds, and how many courses the share asks for.
SELECT demand.demand_no, demand.plan_ids, demand.vanished_stay,
    coalesce(linked.assessment_ids, '{}') AS assessment_ids,
    coalesce(cardinality(prescribed.course_ids), 0) AS prescribed,
    (coalesce(cardinality(prescribed.course_ids), 0) * CAST(:share_numerator AS integer)
        + CAST(:share_denominator AS integer) - 1) / CAST(:share_denominator AS integer)
        AS required
FROM demand
LEFT JOIN prescribed USING (demand_no)
LEFT JOIN linked USING (demand_no)
