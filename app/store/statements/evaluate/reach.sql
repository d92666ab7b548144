-- Which plans reach whom: a whole profile (official 0), or one named official.
SELECT matching.profile_id, 0 AS official_id, matching.plan_id
FROM matching
WHERE NOT EXISTS (
    SELECT FROM plan_criterion AS asked
    WHERE asked.plan_id = matching.plan_id AND asked.group_no = matching.group_no
        AND asked.key = 'user'
)
UNION
SELECT profile_id, official_id, plan_id FROM named
