-- The profiles of the authorities to decide for.
SELECT profile.*, authority.kind AS authority_kind, lower(authority.feed_id) AS authority_feed_id,
    coalesce(lower(btrim(profile.service)) = ANY (CAST(:all_india_services AS text[])), false)
        AS all_india
FROM profile
JOIN authority ON authority.id = profile.authority_id
WHERE profile.authority_id = ANY (CAST(:authority_ids AS integer[]))
