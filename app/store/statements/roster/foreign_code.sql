-- Rows that lead to nobody but the one official of another authority who has their code.
WITH foreign_led AS (
    SELECT led.row_no, min(code.official_id) AS official_id
    FROM roster_match AS led
    JOIN official_identifier AS code ON code.kind = 'employee_code'
        AND code.withdrawn_position IS NULL AND lower(code.value) = led.employee_code
    WHERE led.by_email IS NULL AND led.by_code IS NULL
    GROUP BY led.row_no HAVING count(DISTINCT code.official_id) = 1
)
UPDATE roster_match SET by_code = foreign_led.official_id, elsewhere = true
FROM foreign_led WHERE roster_match.row_no = foreign_led.row_no
