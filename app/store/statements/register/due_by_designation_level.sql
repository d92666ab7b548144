-- Officials of the authority with the designation are due when its level is set or withdrawn.
SELECT register_due(CAST(:years AS smallint[]), array_agg(official.id), CAST(:position AS bigint))
FROM designation_level
JOIN profile ON profile.authority_id = designation_level.authority_id
    AND profile.designation_key = designation_level.designation_key
JOIN official ON official.profile_id = profile.id
WHERE designation_level.id = ANY (CAST(:ids AS integer[]))
