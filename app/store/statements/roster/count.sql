-- What a roster comes to, by the group that its rows name.
INSERT INTO roster_count
    (authority_id, roster_id, group_key, rostered, missing, wrongly_mapped, duplicates)
SELECT CAST(:authority_id AS integer), CAST(:roster_id AS bigint), coalesce(line.group_key, ''),
    count(*), count(*) FILTER (WHERE found.missing), count(*) FILTER (WHERE found.elsewhere),
    count(*) FILTER (WHERE found.repeated)
FROM roster_row AS line
LEFT JOIN (
    SELECT row_no, bool_or(rule_id = 'OB-001') AS missing, bool_or(rule_id = 'OB-002') AS elsewhere,
        bool_or(rule_id IN ('OB-003', 'OB-022')) AS repeated
    FROM roster_fault WHERE rule_id IN ('OB-001', 'OB-002', 'OB-003', 'OB-022') GROUP BY row_no
) AS found ON found.row_no = line.row_no
WHERE line.refused IS NULL
GROUP BY coalesce(line.group_key, '')
