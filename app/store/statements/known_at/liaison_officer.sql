-- Appointments that were recorded by a position, withdrawn if they were by then.
SELECT id, official_id, authority_id, category, designation, designation_key, valid_from,
    valid_until, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.liaison_officer WHERE learned_position <= CAST(:known_at AS bigint)
