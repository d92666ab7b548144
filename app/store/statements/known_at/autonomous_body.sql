-- Which organisations were recorded as autonomous bodies by a position, and what had been chosen then.
SELECT id, authority_id, ministry_id, kind, mandated_from, mandated_until, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.autonomous_body WHERE learned_position <= CAST(:known_at AS bigint)
