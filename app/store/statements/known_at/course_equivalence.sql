-- Which courses counted for others by orders recorded by a position, withdrawn if they were by then.
SELECT id, authority_id, course_id, counts_for_id, order_number, ordered_on, ordered_by, valid_from,
    valid_until, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.course_equivalence WHERE learned_position <= CAST(:known_at AS bigint)
