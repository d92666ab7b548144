-- The authorities that a caller may see: its own, and those with an official whom it may see.
SELECT authority.id, authority.kind, authority.name, authority.name_hi
FROM authority
WHERE (
        (SELECT tenant_reach()) = 'all'
        OR authority.id = ANY (CAST((SELECT tenant_ids('app.authorities')) AS integer[]))
        OR EXISTS (SELECT FROM official WHERE official.authority_id = authority.id)
    )
    AND (CAST(:authority_id AS integer) IS NULL OR authority.id = CAST(:authority_id AS integer))
ORDER BY authority.id
