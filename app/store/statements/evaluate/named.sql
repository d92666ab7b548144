-- Officials whom a plan group names one by one, if their profile satisfies the group's rest.
WITH listed AS MATERIALIZED (
    SELECT asked.plan_id, asked.group_no, named.feed_id
    FROM plan_criterion AS asked
    CROSS JOIN LATERAL unnest(asked.values) AS named (feed_id)
    WHERE asked.key = 'user' AND NOT EXISTS (
        SELECT FROM plan_criterion AS other
        WHERE other.plan_id = asked.plan_id AND other.group_no = asked.group_no
            AND other.key = 'user' AND named.feed_id <> ALL (other.values)
    )
)
SELECT DISTINCT matching.profile_id, official.id AS official_id, matching.plan_id
FROM listed
-- Looked up one by one, however the rest is joined: nobody reads all officials for a few.
CROSS JOIN LATERAL (
    SELECT held.official_id FROM official_identifier AS held
    WHERE held.kind = 'igot_user' AND held.value = listed.feed_id OFFSET 0
) AS held
CROSS JOIN LATERAL (
    SELECT official.id, official.profile_id FROM official
    WHERE official.id = held.official_id OFFSET 0
) AS official
LEFT JOIN (
    SELECT official_id, place_id FROM apart UNION ALL SELECT official_id, place_id FROM elsewhere
) AS placed ON placed.official_id = official.id
JOIN matching ON matching.plan_id = listed.plan_id AND matching.group_no = listed.group_no
    AND matching.profile_id = coalesce(placed.place_id, official.profile_id)
