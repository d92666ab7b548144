-- Levels of designations that were recorded by a position, withdrawn if they were by then.
SELECT id, authority_id, designation_key, level, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.designation_level WHERE learned_position <= CAST(:known_at AS bigint)
