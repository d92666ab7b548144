-- The designations that an authority's officials bear, with the level its own map gives each.
SELECT profile.designation_key, min(profile.designation) AS designation,
    count(DISTINCT profile.designation) AS spellings, count(*) AS officials, own.level AS own_level
FROM official
JOIN profile ON profile.id = official.profile_id
LEFT JOIN designation_level AS own ON own.authority_id = profile.authority_id
    AND own.designation_key = profile.designation_key AND own.withdrawn_position IS NULL
WHERE official.authority_id = CAST(:authority_id AS integer)
    AND profile.designation_key IS NOT NULL
GROUP BY profile.designation_key, own.level
ORDER BY count(*) DESC, profile.designation_key
LIMIT CAST(:limit AS integer)
