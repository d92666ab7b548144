-- Identifiers that were learned by a position: the feed's own user id never changes.
SELECT official_id, kind, value, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.official_identifier WHERE learned_position <= CAST(:known_at AS bigint)
