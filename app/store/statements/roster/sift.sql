-- Whom rows lead to with which all is not plainly well. It is where both keys lead to one official of
-- the authority, nothing that was written differs, and nothing is amiss in row, profile or plan.
-- A row with which all is well is not handed on but counted, by 64 officials: those whom such rows
-- lead to, and those whom an odd number of them does. Officials to whom no e-mail leads have no row.
CREATE TEMPORARY TABLE roster_sifted ON COMMIT DROP AS
SELECT CASE WHEN clean THEN by_email >> 6
        WHEN row_no IS NULL THEN -1 - (CAST(official_id AS bigint) << 32)
        ELSE -1 - row_no END AS these,
    CASE WHEN NOT clean THEN by_email END AS by_email,
    CASE WHEN NOT clean THEN by_code END AS by_code,
    count(*) AS times,
    bit_or(CAST(1 AS bigint) << (by_email & 63)) FILTER (WHERE clean) AS led,
    bit_xor(CAST(1 AS bigint) << (by_email & 63)) FILTER (WHERE clean) AS oddly,
    -- One array costs the other rows one look, where columns cost them one each.
    max(ARRAY[
        CAST(row_no AS text), email, employee_code, name, CAST(abs(kind) AS text),
        CAST(joined_on AS text), CAST(retires_on AS text), CAST(elsewhere AS text),
        CAST(official_id AS text)
    ]) FILTER (WHERE NOT clean) AS told
FROM (
    -- What is joined here lies in no temporary table, which would keep all other processes out.
    SELECT line.row_no, line.email, line.employee_code, line.name, line.kind, line.joined_on,
        line.retires_on, mail.official_id AS by_email, code.official_id AS by_code,
        mail.authority_id <> CAST(:authority_id AS integer) AS elsewhere,
        CASE WHEN own.active THEN own.id END AS official_id,
        coalesce(line.row_no IS NOT NULL AND mail.official_id = code.official_id
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
        AND (line.retires_on >= CAST(:today AS integer)
            AND line.joined_on <= CAST(:today AS integer)) IS true
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
    -- Nothing is left out: so that what is clean is found out once, and not in each place that asks.
    OFFSET 0
) AS line
GROUP BY 1, 2, 3
