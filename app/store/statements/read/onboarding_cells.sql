-- An authority's officials on iGOT, counted by kind of employment, group and level.
-- Many officials are of few profiles: they are counted by these before a group is spelled.
WITH counted AS (
    SELECT official.profile_id, evaluation.level, evaluation.outcome, count(*) AS officials,
        count(*) FILTER (WHERE official.id IN (
            SELECT found.official_id FROM roster_finding AS found
            WHERE found.roster_id = CAST(:roster_id AS bigint)
                AND found.authority_id = CAST(:authority_id AS integer)
                AND found.rule_id = 'OB-021'
        )) AS not_on_roster
    FROM official
    LEFT JOIN evaluation ON evaluation.reporting_year = CAST(:year AS smallint)
        AND evaluation.official_id = official.id
    WHERE official.authority_id = CAST(:authority_id AS integer) AND official.active
        AND official.left_position IS NULL
    GROUP BY official.profile_id, evaluation.level, evaluation.outcome
)
SELECT profile.employment, lower(trim(BOTH ' ' FROM profile.group_name)) AS group_key,
    counted.level,
    coalesce(sum(officials) FILTER (WHERE profile.profile_status <> 'NOT-MY-USER'), 0) AS onboarded,
    coalesce(sum(officials) FILTER (WHERE profile.profile_status = 'VERIFIED'), 0) AS verified,
    coalesce(sum(officials) FILTER (WHERE profile.profile_status = 'NOT-MY-USER'), 0) AS not_my_user,
    coalesce(sum(not_on_roster) FILTER (WHERE profile.profile_status <> 'NOT-MY-USER'), 0)
        AS not_on_roster,
    coalesce(sum(officials) FILTER (WHERE counted.outcome = 'level_unresolved'), 0) AS no_level,
    coalesce(sum(officials) FILTER (WHERE counted.outcome = 'no_plan'), 0) AS no_plan,
    coalesce(sum(officials) FILTER (WHERE counted.outcome IS NULL), 0) AS not_decided
FROM counted
JOIN profile ON profile.id = counted.profile_id
GROUP BY 1, 2, 3
