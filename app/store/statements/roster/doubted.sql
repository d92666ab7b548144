-- The rows to look at closely: those that are led anywhere or nowhere, and those that are refused.
INSERT INTO roster_row (row_no, email, employee_code, name, designation_key, group_key, service_key,
    cadre_key, batch, on_central_deputation, joined_on, retires_on, marks, unreadable, refused)
WITH odd AS (
    SELECT told.* FROM roster_look,
        unnest(odd_numbers, odd_marks, odd_unreadable, odd_refused)
            AS told (row_no, marks, unreadable, refused)
    WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
),
alike AS (
    SELECT * FROM roster_kind
    WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
)
SELECT led.row_no, led.email, led.employee_code, led.name, alike.designation_key, alike.group_key,
    alike.service_key, alike.cadre_key, alike.batch, alike.on_central_deputation, led.joined_on,
    led.retires_on, odd.marks, odd.unreadable, NULL
FROM (
    SELECT DISTINCT ON (row_no) * FROM roster_led WHERE row_no IS NOT NULL ORDER BY row_no
) AS led
LEFT JOIN alike USING (kind)
LEFT JOIN odd USING (row_no)
UNION ALL
SELECT row_no, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, refused
FROM odd WHERE refused IS NOT NULL
