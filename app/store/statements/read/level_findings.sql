-- Officials of an authority whom its plans reach otherwise than their levels would have it: plans that
-- are meant for other levels and reach them, and plans for their level of which none does.
WITH meant AS (
    SELECT plan_id, level
    FROM unnest(CAST(:plan_ids AS integer[]), CAST(:levels AS text[])) AS meant (plan_id, level)
)
SELECT held.official_id, held.level, profile.designation,
    coalesce(astray.plan_ids, '{}') AS astray, coalesce(missed.plan_ids, '{}') AS missed
FROM evaluation AS held
JOIN official ON official.id = held.official_id AND official.left_position IS NULL
JOIN profile ON profile.id = official.profile_id
CROSS JOIN LATERAL (
    SELECT array_agg(plan_id ORDER BY plan_id) AS plan_ids
    FROM (
        SELECT plan_id FROM meant
        WHERE plan_id = ANY (held.plan_ids)
        GROUP BY plan_id
        HAVING NOT bool_or(level = held.level)
    ) AS others
) AS astray
LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT plan_id) AS plan_ids
    FROM meant
    WHERE level = held.level
    HAVING NOT bool_or(plan_id = ANY (held.plan_ids))
) AS missed ON true
WHERE held.reporting_year = CAST(:year AS smallint)
    AND held.authority_id = CAST(:authority_id AS integer)
    AND held.prescriber_id = CAST(:authority_id AS integer)
    AND held.outcome <> 'not_mandated' AND held.level IS NOT NULL
    AND held.official_id > CAST(:after AS integer)
    AND (astray.plan_ids IS NOT NULL OR missed.plan_ids IS NOT NULL)
ORDER BY held.official_id
LIMIT CAST(:limit AS integer)
