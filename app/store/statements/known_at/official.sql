-- Officials as they were known at a position; who was shown first later is not among them. What was
-- known of one is seen by whoever may see him now, and by nobody else.
SELECT id, authority_id, service_id, cadre_id, profile_id, active, learned_position,
    arrived_position, left_position
FROM public.official WHERE learned_position <= CAST(:known_at AS bigint)
UNION ALL
SELECT past.official_id, past.authority_id, past.service_id, past.cadre_id, past.profile_id,
    past.active, past.learned_position, past.arrived_position, past.left_position
FROM public.official_history AS past
JOIN public.official AS held ON held.id = past.official_id
WHERE past.learned_position <= CAST(:known_at AS bigint)
    AND past.superseded_position > CAST(:known_at AS bigint)
