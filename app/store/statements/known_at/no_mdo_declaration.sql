-- Declarations that were recorded by a position, withdrawn if they were by then.
SELECT id, official_id, controlling_authority_id, valid_from, valid_until, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.no_mdo_declaration WHERE learned_position <= CAST(:known_at AS bigint)
