-- The terms of assessments by some authorities' orders for a year, those withdrawn since left out: no
-- outcome rests on them.
SELECT id, authority_id, assessment_id, opens_on, closes_on, attempts_allowed, cut_off_percent,
    order_number, ordered_on, ordered_by
FROM assessment_terms
WHERE reporting_year = CAST(:year AS smallint)
    AND authority_id = ANY (CAST(:authority_ids AS integer[]))
    AND withdrawn_position IS NULL
ORDER BY id
