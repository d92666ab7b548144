-- Exemptions that were recorded by a position, withdrawn if they were by then.
SELECT id, official_id, kind, order_number, ordered_on, ordered_by, valid_from, valid_until,
    reason, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.exemption WHERE learned_position <= CAST(:known_at AS bigint)
