-- Rows that lead to nobody but the one official of another authority who has their code.
WITH led AS (
    SELECT line.row_no, min(code.official_id) AS official_id
    FROM roster_match
    JOIN roster_row AS line ON line.row_no = roster_match.row_no
    JOIN official_identifier AS code ON code.kind = 'employee_code'
        AND code.withdrawn_position IS NULL AND lower(code.value) = line.employee_code
    WHERE roster_match.by_email IS NULL AND roster_match.by_code IS NULL
    GROUP BY line.row_no HAVING count(DISTINCT code.official_id) = 1
)
UPDATE roster_match SET by_code = led.official_id, elsewhere = true
FROM led WHERE roster_match.row_no = led.row_no
