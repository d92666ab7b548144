-- Directions that were recorded by a position, withdrawn if they were by then.
SELECT id, authority_id, workshops, programmes, programme_courses, order_number, ordered_on,
    ordered_by, valid_from, valid_until, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.liaison_direction WHERE learned_position <= CAST(:known_at AS bigint)
