-- Officials whom a plan group names one by one, if their profile satisfies the group's rest.
SELECT DISTINCT matching.profile_id, official.id AS official_id, matching.plan_id
FROM matching
JOIN plan_criterion AS asked ON asked.plan_id = matching.plan_id
    AND asked.group_no = matching.group_no AND asked.key = 'user'
CROSS JOIN LATERAL unnest(asked.values) AS named (feed_id)
JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = named.feed_id
JOIN official ON official.id = held.official_id AND official.profile_id = matching.profile_id
WHERE NOT EXISTS (
    SELECT FROM plan_criterion AS other
    WHERE other.plan_id = asked.plan_id AND other.group_no = asked.group_no
        AND other.key = 'user' AND named.feed_id <> ALL (other.values)
)
