-- Officials as they were known at a position; who was shown first later is not among them.
SELECT id, authority_id, service_id, cadre_id, profile_id, active, learned_position,
    arrived_position, left_position
FROM public.official WHERE learned_position <= CAST(:known_at AS bigint)
UNION ALL
SELECT official_id, authority_id, service_id, cadre_id, profile_id, active, learned_position,
    arrived_position, left_position
FROM public.official_history
WHERE learned_position <= CAST(:known_at AS bigint)
    AND superseded_position > CAST(:known_at AS bigint)
