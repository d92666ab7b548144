-- How many courses and assessments each demand holds, and how many courses the share asks for.
SELECT demand.demand_no, coalesce(cardinality(prescribed.course_ids), 0) AS prescribed,
    (coalesce(cardinality(prescribed.course_ids), 0) * CAST(:share_numerator AS integer)
        + CAST(:share_denominator AS integer) - 1) / CAST(:share_denominator AS integer)
        AS required,
    coalesce(assessments.count, 0) AS assessments
FROM demand
LEFT JOIN prescribed USING (demand_no)
LEFT JOIN (SELECT demand_no, count(*) FROM linked GROUP BY demand_no) AS assessments
    USING (demand_no)
