-- What shows in the rows themselves, without looking anybody up.
INSERT INTO roster_fault (row_no, rule_id, field)
-- Who writes the same key leads to the same official: the keys themselves are held against each
-- other only where several rows lead to one, or a row leads to nobody of the authority.
WITH led_by_email AS (
    SELECT by_email FROM roster_match WHERE by_email IS NOT NULL
    GROUP BY by_email HAVING count(*) > 1
),
led_by_code AS (
    SELECT by_code FROM roster_match WHERE by_code IS NOT NULL
    GROUP BY by_code HAVING count(*) > 1
),
same_email AS (
    SELECT row_no, count(*) OVER (PARTITION BY email) > 1 AS repeated FROM roster_match
    WHERE email IS NOT NULL
        AND (by_email IS NULL OR by_email IN (SELECT by_email FROM led_by_email))
),
same_code AS (
    SELECT row_no, count(*) OVER (PARTITION BY employee_code) > 1 AS repeated FROM roster_match
    WHERE employee_code IS NOT NULL
        AND (by_code IS NULL OR elsewhere OR by_code IN (SELECT by_code FROM led_by_code))
)
SELECT row_no, 'OB-003', 'email' FROM same_email WHERE repeated
UNION ALL
SELECT row_no, 'OB-003', 'employee_code' FROM same_code WHERE repeated
UNION ALL
SELECT line.row_no, fault.rule_id, fault.field
FROM roster_row AS line
CROSS JOIN LATERAL (
    SELECT 'OB-030' AS rule_id, line.refused AS field WHERE line.refused IS NOT NULL
    UNION ALL
    SELECT 'OB-020', 'email' WHERE line.marks LIKE '%masked%'
    UNION ALL
    SELECT 'OB-028', 'employee_code' WHERE line.marks LIKE '%exponent%'
    UNION ALL
    SELECT 'OB-017', 'email'
    WHERE split_part(line.email, '@', 2) = ANY (CAST(:personal_domains AS text[]))
    UNION ALL
    SELECT 'OB-018', NULL
    WHERE line.email IS NULL AND line.employee_code IS NULL AND line.marks IS NULL
        AND line.refused IS NULL AND (line.unreadable LIKE '%email%') IS NOT true
    UNION ALL
    SELECT 'OB-026', 'retires_on' WHERE line.retires_on < CAST(:today AS integer)
    UNION ALL
    SELECT 'OB-027', 'joined_on' WHERE line.joined_on > CAST(:today AS integer)
    UNION ALL
    SELECT 'OB-031', field FROM string_to_table(line.unreadable, ' ') AS field
) AS fault
WHERE line.refused IS NOT NULL OR line.marks IS NOT NULL OR line.unreadable IS NOT NULL
    OR split_part(line.email, '@', 2) = ANY (CAST(:personal_domains AS text[]))
    OR (line.email IS NULL AND line.employee_code IS NULL)
    OR line.retires_on < CAST(:today AS integer) OR line.joined_on > CAST(:today AS integer)
UNION ALL
SELECT line.row_no, unknown.rule_id, 'designation'
FROM roster_row AS line JOIN roster_designation AS unknown USING (designation_key)
