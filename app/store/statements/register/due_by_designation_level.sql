-- Who stands or stood in the authority with the designation is due when its level is set or
-- withdrawn.
SELECT register_due(
    CAST(:years AS smallint[]), array_agg(DISTINCT place.official_id), CAST(:position AS bigint)
)
FROM designation_level
JOIN profile ON profile.authority_id = designation_level.authority_id
    AND profile.designation_key = designation_level.designation_key
JOIN (
    SELECT id AS official_id, profile_id FROM official
    UNION ALL
    SELECT official_id, profile_id FROM posting WHERE valid_to IS NOT NULL
) AS place ON place.profile_id = profile.id
WHERE designation_level.id = ANY (CAST(:ids AS integer[]))
