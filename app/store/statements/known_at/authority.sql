-- Authorities as they were known at a position; an authority learned later is none yet.
SELECT id, kind, feed_id, name, learned_position
FROM public.authority WHERE learned_position <= CAST(:known_at AS bigint)
UNION ALL
SELECT id, kind, feed_id, name, learned_position
FROM public.authority_history
WHERE learned_position <= CAST(:known_at AS bigint)
    AND superseded_position > CAST(:known_at AS bigint)
