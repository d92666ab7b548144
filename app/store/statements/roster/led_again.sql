-- The rows in which all is well, but that lead to somebody whom others lead to or no plan reaches.
INSERT INTO roster_led (row_no, email, employee_code, name, kind, joined_on, retires_on, by_email,
    by_code, elsewhere, official_id)
WITH asked AS MATERIALIZED (
    SELECT official_id, mail.value AS email, lower(code.value) AS employee_code
    FROM roster_shared
    JOIN official_identifier AS mail USING (official_id)
    JOIN official_identifier AS code USING (official_id)
    WHERE mail.kind = 'sparrow_email' AND mail.withdrawn_position IS NULL
        AND mail.authority_id = CAST(:authority_id AS integer)
        AND code.kind = 'employee_code' AND code.withdrawn_position IS NULL
        AND code.authority_id = CAST(:authority_id AS integer)
)
SELECT line.row_no, line.email, line.employee_code, line.name, abs(line.kind), line.joined_on,
    line.retires_on, asked.official_id, asked.official_id, false, asked.official_id
FROM asked
JOIN (
    SELECT line.* FROM roster_look, roster_rows(numbers, emails, codes, names, kinds,
        roster_look.joined_on, roster_look.retires_on) AS line
    WHERE CASE WHEN roster_id = CAST(:roster_id AS bigint)
        AND roster_look.authority_id = CAST(:authority_id AS integer) THEN true END
) AS line USING (email, employee_code)
WHERE NOT EXISTS (
    SELECT FROM roster_led AS led WHERE led.row_no = line.row_no
        AND led.by_email = asked.official_id AND led.by_code = asked.official_id
)
