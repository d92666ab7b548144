-- The rows to look at closely.
INSERT INTO roster_row
SELECT * FROM roster_poured
WHERE refused IS NOT NULL
    OR row_no IN (SELECT row_no FROM roster_led WHERE row_no IS NOT NULL)
