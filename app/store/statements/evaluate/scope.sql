-- The profiles to decide for: all, or one authority's.
SELECT profile.*, authority.kind AS authority_kind, lower(authority.feed_id) AS authority_feed_id,
    coalesce(lower(btrim(profile.service)) = ANY (CAST(:all_india_services AS text[])), false)
        AS all_india
FROM profile
JOIN authority ON authority.id = profile.authority_id
WHERE CAST(:authority_id AS integer) IS NULL OR profile.authority_id = CAST(:authority_id AS integer)
