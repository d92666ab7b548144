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
),
-- Set aside: the planner takes them for one, and would look through all who are placed apart for
-- each pair of one who is named and a place that the plan reaches.
known AS MATERIALIZED (
    SELECT listed.plan_id, listed.group_no, official.id AS official_id, official.profile_id
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
),
standing AS MATERIALIZED (
    SELECT known.plan_id, known.group_no, known.official_id,
        coalesce(placed.place_id, known.profile_id) AS place_id
    FROM known
    LEFT JOIN (
        SELECT official_id, place_id FROM apart
        UNION ALL
        SELECT official_id, place_id FROM elsewhere
    ) AS placed ON placed.official_id = known.official_id
)
SELECT DISTINCT matching.profile_id, standing.official_id, matching.plan_id
FROM standing
JOIN matching ON matching.plan_id = standing.plan_id AND matching.group_no = standing.group_no
    AND matching.profile_id = standing.place_id
