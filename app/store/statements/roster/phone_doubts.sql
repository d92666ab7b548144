-- Rows with which all was plainly well until their phones were looked at: they lead to somebody else.
INSERT INTO roster_led (row_no, by_email, by_code, elsewhere, official_id)
SELECT line.row_no, mail.official_id, mail.official_id, false, mail.official_id
FROM roster_phoned AS phoned
JOIN roster_poured AS line USING (row_no)
JOIN official_identifier AS mail ON mail.kind = 'sparrow_email'
    AND mail.withdrawn_position IS NULL AND mail.value = line.email
WHERE line.refused IS NULL
    AND phoned.official_ids <> ARRAY[mail.official_id]
    AND line.row_no NOT IN (SELECT row_no FROM roster_led WHERE row_no IS NOT NULL)
