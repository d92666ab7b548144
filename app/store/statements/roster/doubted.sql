-- The rows to look at closely: all but those that are clean and alone lead to their official.
INSERT INTO roster_row
WITH shared AS (
    SELECT by_email AS official_id FROM roster_led
    WHERE by_email IS NOT NULL GROUP BY by_email HAVING count(*) > 1
    UNION ALL
    SELECT by_code FROM roster_led WHERE NOT clean AND by_code IS NOT NULL
)
SELECT * FROM roster_poured
WHERE refused IS NOT NULL OR row_no IN (
    SELECT row_no FROM roster_led
    WHERE row_no IS NOT NULL AND (NOT clean OR by_email IN (SELECT official_id FROM shared))
)
