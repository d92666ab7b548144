-- What is amiss with whom the rows lead to.
INSERT INTO roster_fault (row_no, rule_id, field)
SELECT led.row_no, fault.rule_id, fault.field
FROM roster_match AS led
CROSS JOIN LATERAL (
    SELECT 'OB-022' AS rule_id, 'email' AS field WHERE led.emails_differ
    UNION ALL
    SELECT 'OB-022', 'employee_code' WHERE led.codes_differ
    UNION ALL
    SELECT 'OB-004', NULL
    WHERE led.by_email <> led.by_code AND NOT led.emails_differ AND NOT led.codes_differ
    UNION ALL
    SELECT 'OB-001', NULL
    WHERE led.by_email IS NULL AND led.by_code IS NULL AND led.by_padded IS NULL
        AND (led.email IS NOT NULL OR led.employee_code IS NOT NULL)
    UNION ALL
    SELECT 'OB-029', 'employee_code' WHERE led.by_padded IS NOT NULL
    UNION ALL
    SELECT 'OB-002', NULL
    WHERE led.elsewhere AND NOT led.emails_differ AND NOT led.codes_differ
        AND (led.by_email <> led.by_code) IS NOT true
) AS fault
WHERE led.emails_differ OR led.codes_differ OR led.by_padded IS NOT NULL OR led.elsewhere
    OR led.by_email <> led.by_code OR (led.by_email IS NULL AND led.by_code IS NULL)
