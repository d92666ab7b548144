-- Rows whose phone leads to others than their e-mail and code do.
INSERT INTO roster_fault (row_no, rule_id, field)
SELECT DISTINCT led.row_no, 'OB-023', 'phone'
FROM roster_match AS led
JOIN roster_row AS line ON line.row_no = led.row_no
JOIN roster_phone AS other ON other.phone = line.phone
WHERE NOT led.emails_differ AND NOT led.codes_differ
    AND coalesce(led.by_email, led.by_code) IS NOT NULL
    AND (led.by_email <> led.by_code) IS NOT true
    AND NOT EXISTS (
        SELECT FROM roster_phone AS same
        WHERE same.phone = line.phone AND same.official_id = coalesce(led.by_email, led.by_code)
    )
