-- Whoever is asked for the course by a plan of the authority is due when another counts for it, or
-- no longer does, in each year that the days touch.
SELECT register_due(ARRAY[held.reporting_year], array_agg(DISTINCT held.official_id),
    CAST(:position AS bigint))
FROM course_equivalence AS ordered
JOIN evaluation AS held ON held.reporting_year = ANY (CAST(:years AS smallint[]))
    AND ordered.valid_from < make_date(held.reporting_year + 1, 4, 1)
    AND coalesce(ordered.valid_until >= make_date(held.reporting_year, 4, 1), true)
    AND held.plan_ids && ARRAY(
        SELECT plan.id FROM training_plan AS plan
        JOIN prescribed_course AS listed ON listed.plan_id = plan.id
        WHERE plan.authority_id = ordered.authority_id AND listed.course_id = ordered.counts_for_id
    )
WHERE ordered.id = ANY (CAST(:ids AS integer[]))
GROUP BY held.reporting_year
