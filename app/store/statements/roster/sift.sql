-- Whom rows lead to with which all is not plainly well. It is where both keys lead to one official of
-- the authority to whom no other row leads, nothing that was written differs, and nothing is amiss
-- in row, profile or plan. Officials to whom no e-mail leads stand at the end, without a row.
INSERT INTO roster_led (row_no, by_email, by_code, elsewhere, official_id)
WITH led AS MATERIALIZED (
    SELECT line.row_no, mail.official_id AS by_email, code.official_id AS by_code,
        mail.authority_id <> CAST(:authority_id AS integer) AS elsewhere,
        CASE WHEN own.active THEN own.id END AS official_id,
        coalesce(mail.official_id = code.official_id
            AND mail.authority_id = CAST(:authority_id AS integer)
            AND held.profile_id = own.profile_id, false)
        AND line.marks IS NULL AND line.unreadable IS NULL
        AND (line.name <> lower(own.name)) IS NOT true
        AND (line.designation_key <> held.designation_key) IS NOT true
        AND (line.group_key <> held.group_key) IS NOT true
        AND (line.service_key <> held.service_key) IS NOT true
        AND (line.cadre_key <> held.cadre_key) IS NOT true
        AND (line.batch <> held.batch) IS NOT true
        AND (line.on_central_deputation <> held.on_central_deputation) IS NOT true
        AND (held.without_service AND line.service_key IS NOT NULL) IS NOT true
        AND (line.retires_on < CAST(:today AS text)) IS NOT true
        AND (line.joined_on > CAST(:today AS text)) IS NOT true
        AND (split_part(line.email, '@', 2) = ANY (CAST(:personal_domains AS text[]))) IS NOT true
        AND (line.designation_key IN (SELECT designation_key FROM roster_designation)) IS NOT true
        AND own.id NOT IN (SELECT official_id FROM roster_unreached) AS clean
    FROM (SELECT * FROM roster_poured WHERE refused IS NULL) AS line
    LEFT JOIN official_identifier AS mail ON mail.kind = 'sparrow_email'
        AND mail.withdrawn_position IS NULL AND mail.value = line.email
    LEFT JOIN official_identifier AS code ON code.kind = 'employee_code'
        AND code.withdrawn_position IS NULL AND code.authority_id = CAST(:authority_id AS integer)
        AND lower(code.value) = line.employee_code
    FULL JOIN (
        SELECT id, name, profile_id, active FROM official
        WHERE authority_id = CAST(:authority_id AS integer)
    ) AS own ON own.id = mail.official_id
    LEFT JOIN (SELECT * FROM roster_profile WHERE faults = '{}') AS held
        ON held.profile_id = own.profile_id
),
shared AS (
    SELECT by_email AS official_id FROM led
    WHERE by_email IS NOT NULL GROUP BY by_email HAVING count(*) > 1
    UNION ALL
    SELECT by_code FROM led WHERE clean IS NOT true AND by_code IS NOT NULL
)
SELECT row_no, by_email, by_code, elsewhere, official_id FROM led
WHERE row_no IS NULL OR clean IS NOT true OR by_email IN (SELECT official_id FROM shared)
