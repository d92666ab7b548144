-- What shows in the rows themselves, without looking anybody up.
INSERT INTO roster_fault (row_no, rule_id, field)
WITH repeated_email AS (
    SELECT email FROM roster_row WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1
),
repeated_code AS (
    SELECT employee_code FROM roster_row WHERE employee_code IS NOT NULL
    GROUP BY employee_code HAVING count(*) > 1
)
SELECT row_no, 'OB-003', 'email' FROM roster_row JOIN repeated_email USING (email)
UNION ALL
SELECT row_no, 'OB-003', 'employee_code' FROM roster_row JOIN repeated_code USING (employee_code)
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
    SELECT 'OB-026', 'retires_on' WHERE line.retires_on < CAST(:today AS date)
    UNION ALL
    SELECT 'OB-027', 'joined_on' WHERE line.joined_on > CAST(:today AS date)
    UNION ALL
    SELECT 'OB-031', field FROM string_to_table(line.unreadable, ' ') AS field
) AS fault
WHERE line.refused IS NOT NULL OR line.marks IS NOT NULL OR line.unreadable IS NOT NULL
    OR split_part(line.email, '@', 2) = ANY (CAST(:personal_domains AS text[]))
    OR (line.email IS NULL AND line.employee_code IS NULL)
    OR line.retires_on < CAST(:today AS date) OR line.joined_on > CAST(:today AS date)
UNION ALL
SELECT line.row_no, unknown.rule_id, 'designation'
FROM roster_row AS line JOIN roster_designation AS unknown USING (designation_key)
