-- Where officials stood, and until when, as it was known at a position.
SELECT official_id, valid_from, valid_to, authority_id, service_id, cadre_id, profile_id,
    learned_position
FROM public.posting WHERE learned_position <= CAST(:known_at AS bigint)
UNION ALL
SELECT official_id, valid_from, valid_to, authority_id, service_id, cadre_id, profile_id,
    learned_position
FROM public.posting_history
WHERE learned_position <= CAST(:known_at AS bigint)
    AND superseded_position > CAST(:known_at AS bigint)
