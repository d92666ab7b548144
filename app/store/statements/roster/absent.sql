-- Officials of the authority to whom no row leads, by e-mail or by code; the marked ones aside.
INSERT INTO roster_absent (official_id)
SELECT official.id
FROM official
JOIN profile ON profile.id = official.profile_id AND profile.profile_status <> 'NOT-MY-USER'
WHERE official.authority_id = CAST(:authority_id AS integer) AND official.active
    AND NOT EXISTS (SELECT FROM roster_match WHERE roster_match.by_email = official.id)
    AND NOT EXISTS (SELECT FROM roster_match WHERE roster_match.by_code = official.id)
