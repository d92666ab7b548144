-- The authority's directions to its liaison officers that touch a year.
SELECT id AS record_id, workshops, programmes, programme_courses, valid_from, valid_until,
    order_number, ordered_on, ordered_by
FROM liaison_direction
WHERE authority_id = CAST(:authority_id AS integer) AND withdrawn_position IS NULL
    AND valid_from <= CAST(:last_day AS date)
    AND (valid_until IS NULL OR valid_until >= CAST(:first_day AS date))
ORDER BY valid_from, id
