-- What is missing in the profiles that the rows lead to, and what contradicts them.
INSERT INTO roster_fault (row_no, rule_id, field)
SELECT line.row_no, fault.rule_id, fault.field
FROM roster_match AS led
JOIN roster_row AS line ON line.row_no = led.row_no
JOIN official ON official.id = coalesce(led.by_email, led.by_code)
JOIN roster_profile AS held ON held.profile_id = official.profile_id
LEFT JOIN roster_designation AS unknown ON unknown.designation_key = line.designation_key
LEFT JOIN evaluation AS unreached ON unreached.reporting_year = CAST(:year AS smallint)
    AND unreached.official_id = official.id AND unreached.plan_ids = '{}'
CROSS JOIN LATERAL (
    SELECT split_part(fault, ' ', 1) AS rule_id, nullif(split_part(fault, ' ', 2), '') AS field
    FROM unnest(held.faults) AS fault
    UNION ALL
    SELECT 'OB-016', NULL
    WHERE unreached.official_id IS NOT NULL AND held.needs_plan AND NOT held.closed
    UNION ALL
    SELECT 'OB-005', 'name'
    WHERE NOT held.closed AND line.name <> lower(official.name) 
        AND name_key(line.name) <> name_key(official.name)
    UNION ALL
    SELECT 'OB-010', 'service'
    WHERE NOT held.closed AND held.without_service AND line.service_key IS NOT NULL
    UNION ALL
    SELECT 'OB-013', differing.field
    FROM (VALUES
        ('designation', line.designation_key <> held.designation_key
            AND unknown.designation_key IS NULL),
        ('group', line.group_key <> held.group_key),
        ('service', line.service_key <> held.service_key),
        ('cadre', line.cadre_key <> held.cadre_key),
        ('batch', line.batch <> held.batch),
        ('on_central_deputation', line.on_central_deputation <> held.on_central_deputation)
    ) AS differing (field, differs)
    WHERE differing.differs AND NOT held.closed
) AS fault
WHERE NOT led.emails_differ AND NOT led.codes_differ AND led.elsewhere IS NOT true
    AND (led.by_email <> led.by_code) IS NOT true
    AND (
        held.faults <> '{}' OR unreached.official_id IS NOT NULL
        OR (held.without_service AND line.service_key IS NOT NULL)
        OR line.name <> lower(official.name)
        OR line.designation_key <> held.designation_key OR line.group_key <> held.group_key
        OR line.service_key <> held.service_key OR line.cadre_key <> held.cadre_key
        OR line.batch <> held.batch
        OR line.on_central_deputation <> held.on_central_deputation
    )
