-- An authority's officials on iGOT, counted by kind of employment, group and level.
SELECT profile.employment, lower(trim(BOTH ' ' FROM profile.group_name)) AS group_key,
    evaluation.level,
    count(*) FILTER (WHERE profile.profile_status <> 'NOT-MY-USER') AS onboarded,
    count(*) FILTER (WHERE profile.profile_status = 'VERIFIED') AS verified,
    count(*) FILTER (WHERE profile.profile_status = 'NOT-MY-USER') AS not_my_user,
    count(*) FILTER (WHERE profile.profile_status <> 'NOT-MY-USER' AND EXISTS (
        SELECT FROM roster_finding AS found
        WHERE found.roster_id = CAST(:roster_id AS bigint)
            AND found.authority_id = CAST(:authority_id AS integer)
            AND found.rule_id = 'OB-021' AND found.official_id = official.id
    )) AS not_on_roster,
    count(*) FILTER (WHERE evaluation.outcome = 'level_unresolved') AS no_level,
    count(*) FILTER (WHERE evaluation.outcome = 'no_plan') AS no_plan,
    count(*) FILTER (WHERE evaluation.official_id IS NULL) AS not_decided
FROM official
JOIN profile ON profile.id = official.profile_id
LEFT JOIN evaluation ON evaluation.reporting_year = CAST(:year AS smallint)
    AND evaluation.official_id = official.id
WHERE official.authority_id = CAST(:authority_id AS integer) AND official.active
    AND official.left_position IS NULL
GROUP BY 1, 2, 3
