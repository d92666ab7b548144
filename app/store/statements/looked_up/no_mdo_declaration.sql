-- By which declarations those who are due work with no MDO, in the place of all, by the key.
SELECT found.*
FROM official
CROSS JOIN LATERAL (
    SELECT official_id, controlling_authority_id, valid_from, valid_until, withdrawn_position
    FROM public.no_mdo_declaration
    WHERE no_mdo_declaration.official_id = official.id
        AND no_mdo_declaration.withdrawn_position IS NULL
    OFFSET 0
) AS found
