-- What is missing in the profiles that the rows lead to, and what contradicts them.
INSERT INTO roster_fault (row_no, rule_id, field)
SELECT led.row_no, fault.rule_id, fault.field
FROM roster_match AS led
JOIN roster_person AS official ON official.official_id = coalesce(led.by_email, led.by_code)
JOIN roster_profile AS held ON held.profile_id = official.profile_id
LEFT JOIN roster_designation AS unknown ON unknown.designation_key = led.designation_key
CROSS JOIN LATERAL (
    SELECT official.official_id IN (SELECT official_id FROM roster_unreached) AS unreached
) AS plans
CROSS JOIN LATERAL (
    SELECT split_part(fault, ' ', 1) AS rule_id, nullif(split_part(fault, ' ', 2), '') AS field
    FROM unnest(held.faults) AS fault
    UNION ALL
    SELECT 'OB-016', NULL
    WHERE plans.unreached AND held.needs_plan AND NOT held.closed
    UNION ALL
    SELECT 'OB-005', 'name'
    WHERE NOT held.closed AND led.name <> lower(official.name)
        AND name_key(led.name) <> name_key(official.name)
    UNION ALL
    SELECT 'OB-010', 'service'
    WHERE NOT held.closed AND held.without_service AND led.service_key IS NOT NULL
    UNION ALL
    SELECT 'OB-013', differing.field
    FROM (VALUES
        ('designation', led.designation_key <> held.designation_key
            AND unknown.designation_key IS NULL),
        ('group', led.group_key <> held.group_key),
        ('service', led.service_key <> held.service_key),
        ('cadre', led.cadre_key <> held.cadre_key),
        ('batch', led.batch <> held.batch),
        ('on_central_deputation', led.on_central_deputation <> held.on_central_deputation)
    ) AS differing (field, differs)
    WHERE differing.differs AND NOT held.closed
) AS fault
WHERE NOT led.emails_differ AND NOT led.codes_differ AND led.elsewhere IS NOT true
    AND (led.by_email <> led.by_code) IS NOT true
    AND (
        held.faults <> '{}' OR plans.unreached
        OR (held.without_service AND led.service_key IS NOT NULL)
        OR led.name <> lower(official.name)
        OR led.designation_key <> held.designation_key OR led.group_key <> held.group_key
        OR led.service_key <> held.service_key OR led.cadre_key <> held.cadre_key
        OR led.batch <> held.batch
        OR led.on_central_deputation <> held.on_central_deputation
    )
