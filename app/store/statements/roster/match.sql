-- Whom each row's e-mail leads to, and whom of the authority its employee code leads to.
INSERT INTO roster_match (row_no, by_email, by_code, elsewhere, emails_differ, codes_differ,
    email, employee_code, name, designation_key, group_key, service_key, cadre_key, batch,
    on_central_deputation)
SELECT line.row_no, mail.official_id, code.official_id,
    mail.authority_id <> CAST(:authority_id AS integer), false, false, line.email,
    line.employee_code, line.name, line.designation_key, line.group_key, line.service_key,
    line.cadre_key, line.batch, line.on_central_deputation
FROM roster_row AS line
LEFT JOIN official_identifier AS mail ON mail.kind = 'sparrow_email'
    AND mail.withdrawn_position IS NULL AND mail.value = line.email
LEFT JOIN official_identifier AS code ON code.kind = 'employee_code'
    AND code.withdrawn_position IS NULL AND code.authority_id = CAST(:authority_id AS integer)
    AND lower(code.value) = line.employee_code
WHERE line.refused IS NULL
