-- Rows whose code, with zeros before it, is the one of an official of the authority.
WITH led AS (
    SELECT line.row_no, min(code.official_id) AS official_id
    FROM roster_match
    JOIN roster_row AS line ON line.row_no = roster_match.row_no
    JOIN official_identifier AS code ON code.kind = 'employee_code'
        AND code.withdrawn_position IS NULL AND code.authority_id = CAST(:authority_id AS integer)
        AND ltrim(code.value, '0') = ltrim(line.employee_code, '0')
        AND length(code.value) > length(line.employee_code)
    WHERE roster_match.by_code IS NULL AND line.employee_code ~ '^[0-9]+$'
        AND (roster_match.by_email IS NULL OR code.official_id = roster_match.by_email)
    GROUP BY line.row_no
)
UPDATE roster_match SET by_padded = led.official_id
FROM led WHERE roster_match.row_no = led.row_no
