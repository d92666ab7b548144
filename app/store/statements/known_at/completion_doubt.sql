-- Whom reports left in doubt at a position.
SELECT official_id, authority_id, service_id, cadre_id, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.completion_doubt WHERE learned_position <= CAST(:known_at AS bigint)
UNION ALL
SELECT official_id, authority_id, service_id, cadre_id, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.completion_doubt_history
WHERE learned_position <= CAST(:known_at AS bigint)
    AND superseded_position > CAST(:known_at AS bigint)
