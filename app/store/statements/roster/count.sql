-- What a roster comes to, by the group that its rows name.
INSERT INTO roster_count
    (authority_id, roster_id, group_key, rostered, missing, wrongly_mapped, duplicates)
SELECT CAST(:authority_id AS integer), CAST(:roster_id AS bigint), counted.group_key,
    counted.rostered, coalesce(amiss.missing, 0), coalesce(amiss.elsewhere, 0),
    coalesce(amiss.repeated, 0)
FROM (
    SELECT coalesce(group_key, '') AS group_key, sum(rows) AS rostered FROM roster_kind
    WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
    GROUP BY coalesce(group_key, '')
) AS counted
LEFT JOIN (
    SELECT coalesce(line.group_key, '') AS group_key,
        count(DISTINCT row_no) FILTER (WHERE rule_id = 'OB-001') AS missing,
        count(DISTINCT row_no) FILTER (WHERE rule_id = 'OB-002') AS elsewhere,
        count(DISTINCT row_no) FILTER (WHERE rule_id IN ('OB-003', 'OB-022')) AS repeated
    FROM roster_fault JOIN roster_row AS line USING (row_no)
    WHERE rule_id IN ('OB-001', 'OB-002', 'OB-003', 'OB-022') AND line.refused IS NULL
    GROUP BY coalesce(line.group_key, '')
) AS amiss ON amiss.group_key = counted.group_key
