-- Whom rows lead to with which all is not plainly well. It is where both keys lead to one official of
-- the authority to whom no other row leads, nothing that was written differs, and nothing is amiss
-- in row, profile or plan. Officials to whom no e-mail leads stand at the end, without a row.
CREATE TEMPORARY TABLE roster_led ON COMMIT DROP AS
-- What is joined here lies in no temporary table, which would keep all other processes out.
WITH led AS MATERIALIZED (
    SELECT line.row_no, line.email, line.employee_code, line.name, line.kind, line.joined_on,
        line.retires_on, mail.official_id AS by_email, code.official_id AS by_code,
        mail.authority_id <> CAST(:authority_id AS integer) AS elsewhere,
        CASE WHEN own.active THEN own.id END AS official_id,
        coalesce(mail.official_id = code.official_id
            AND mail.authority_id = CAST(:authority_id AS integer)
            AND held.profile_id = own.profile_id AND NOT alike.doubted AND line.kind > 0, false)
        AND (line.name <> lower(own.name)) IS NOT true
        AND (alike.designation_key <> held.designation_key) IS NOT true
        AND (alike.group_key <> held.group_key) IS NOT true
        AND (alike.service_key <> held.service_key) IS NOT true
        AND (alike.cadre_key <> held.cadre_key) IS NOT true
        AND (alike.batch <> held.batch) IS NOT true
        AND (alike.on_central_deputation <> held.on_central_deputation) IS NOT true
        AND (held.without_service AND alike.service_key IS NOT NULL) IS NOT true
        AND line.retires_on >= CAST(:today AS integer) AND line.joined_on <= CAST(:today AS integer)
        AND (split_part(line.email, '@', 2) = ANY (CAST(:personal_domains AS text[])))
            IS NOT true AS clean
    FROM (
        SELECT line.* FROM roster_look, roster_rows(numbers, emails, codes, names, kinds,
            roster_look.joined_on, roster_look.retires_on) AS line
        -- Nobody counts this table for the planner, who would take an equality for one row of it.
        WHERE CASE WHEN roster_id = CAST(:roster_id AS bigint)
            AND roster_look.authority_id = CAST(:authority_id AS integer) THEN true END
    ) AS line
    LEFT JOIN (
        SELECT * FROM roster_kind WHERE roster_id = CAST(:roster_id AS bigint)
            AND authority_id = CAST(:authority_id AS integer)
    ) AS alike ON alike.kind = line.kind
    LEFT JOIN official_identifier AS mail ON mail.kind = 'sparrow_email'
        AND mail.withdrawn_position IS NULL AND mail.value = line.email
    LEFT JOIN official_identifier AS code ON code.kind = 'employee_code'
        AND code.withdrawn_position IS NULL AND code.authority_id = CAST(:authority_id AS integer)
        AND lower(code.value) = line.employee_code
    FULL JOIN (
        SELECT id, name, profile_id, active FROM official
        WHERE authority_id = CAST(:authority_id AS integer)
    ) AS own ON own.id = mail.official_id
    LEFT JOIN unnest(
        CAST(:profile_ids AS integer[]), CAST(:without_service AS boolean[]),
        CAST(:designation_keys AS text[]), CAST(:group_keys AS text[]),
        CAST(:service_keys AS text[]), CAST(:cadre_keys AS text[]), CAST(:batches AS smallint[]),
        CAST(:deputations AS boolean[])
    ) AS held (profile_id, without_service, designation_key, group_key, service_key, cadre_key,
        batch, on_central_deputation) ON held.profile_id = own.profile_id
),
-- Of 64 officials, some of whom are led to twice: one is found among so few by looking at each.
crowded AS (
    SELECT by_email >> 6 AS these FROM led WHERE by_email IS NOT NULL GROUP BY by_email >> 6
    HAVING count(*) > bit_count(CAST(bit_or(CAST(1 AS bigint) << (by_email & 63)) AS bit(64)))
),
shared AS (
    SELECT by_email AS official_id FROM led JOIN crowded ON by_email >> 6 = these
    GROUP BY by_email HAVING count(*) > 1
    UNION
    SELECT by_code FROM led WHERE clean IS NOT true AND by_code IS NOT NULL
    UNION
    SELECT official_id FROM roster_unreached
)
SELECT row_no, email, employee_code, name, abs(kind) AS kind, joined_on, retires_on, by_email,
    by_code, elsewhere, led.official_id
FROM led LEFT JOIN shared ON shared.official_id = led.by_email
WHERE row_no IS NULL OR clean IS NOT true OR shared.official_id IS NOT NULL
