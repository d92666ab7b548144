-- The rows that are left and can be read, each with whom it leads to at first sight.
INSERT INTO roster_match (row_no, by_email, by_code, elsewhere, emails_differ, codes_differ,
    email, employee_code, name, designation_key, group_key, service_key, cadre_key, batch,
    on_central_deputation)
SELECT line.row_no, led.by_email, led.by_code, led.elsewhere, false, false, line.email,
    line.employee_code, line.name, line.designation_key, line.group_key, line.service_key,
    line.cadre_key, line.batch, line.on_central_deputation
FROM roster_row AS line JOIN roster_led AS led USING (row_no)
