-- Rows whose code, with zeros before it, is the one of an official of the authority.
WITH padded AS (
    SELECT led.row_no, min(code.official_id) AS official_id
    FROM roster_match AS led
    JOIN official_identifier AS code ON code.kind = 'employee_code'
        AND code.withdrawn_position IS NULL AND code.authority_id = CAST(:authority_id AS integer)
        AND ltrim(code.value, '0') = ltrim(led.employee_code, '0')
        AND length(code.value) > length(led.employee_code)
    WHERE led.by_code IS NULL AND led.employee_code ~ '^[0-9]+$'
        AND (led.by_email IS NULL OR code.official_id = led.by_email)
    GROUP BY led.row_no
)
UPDATE roster_match SET by_padded = padded.official_id
FROM padded WHERE roster_match.row_no = padded.row_no
