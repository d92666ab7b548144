-- The terms of assessments by some authorities' orders for a year, those withdrawn since included.
SELECT id, authority_id, assessment_id, opens_on, closes_on, attempts_allowed, cut_off_percent,
    order_number, ordered_on, ordered_by, learned_position, withdrawn_position
FROM assessment_terms
WHERE reporting_year = CAST(:year AS smallint)
    AND authority_id = ANY (CAST(:authority_ids AS integer[]))
ORDER BY id
