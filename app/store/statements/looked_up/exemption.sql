-- The orders that exempt those who are due, in the place of all orders, by the key.
SELECT found.*
FROM official
CROSS JOIN LATERAL (
    SELECT official_id, kind, ordered_on, valid_from, valid_until, withdrawn_position
    FROM public.exemption WHERE exemption.official_id = official.id
    OFFSET 0
) AS found
