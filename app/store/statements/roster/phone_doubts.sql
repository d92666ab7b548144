-- Rows with which all was plainly well until their phones were looked at: they lead to somebody else.
INSERT INTO roster_led (row_no, email, employee_code, name, kind, joined_on, retires_on, by_email,
    by_code, elsewhere, official_id)
SELECT line.row_no, line.email, line.employee_code, line.name, line.kind, line.joined_on,
    line.retires_on, mail.official_id, mail.official_id, false, mail.official_id
FROM roster_phoned AS phoned
JOIN (
    SELECT line.* FROM roster_look, roster_rows(numbers, emails, codes, names, kinds,
        roster_look.joined_on, roster_look.retires_on) AS line
    WHERE CASE WHEN roster_id = CAST(:roster_id AS bigint)
        AND roster_look.authority_id = CAST(:authority_id AS integer) THEN true END
) AS line USING (row_no)
JOIN official_identifier AS mail ON mail.kind = 'sparrow_email'
    AND mail.withdrawn_position IS NULL AND mail.value = line.email
WHERE phoned.official_ids <> ARRAY[mail.official_id]
    AND line.row_no NOT IN (SELECT row_no FROM roster_led WHERE row_no IS NOT NULL)
