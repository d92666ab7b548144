-- The profiles of the authorities to decide for; of those due only, where only they are asked for.
SELECT profile.*, authority.kind AS authority_kind, lower(authority.feed_id) AS authority_feed_id,
    coalesce(lower(btrim(profile.service)) = ANY (CAST(:all_india_services AS text[])), false)
        AS all_india
FROM profile
JOIN authority ON authority.id = profile.authority_id
WHERE profile.authority_id = ANY (CAST(:authority_ids AS integer[]))
    AND (NOT CAST(:only_due AS boolean) OR profile.id IN (
        SELECT official.profile_id FROM evaluation_due AS due
        JOIN official ON official.id = due.official_id
        WHERE due.reporting_year = CAST(:year AS smallint)
    ))
