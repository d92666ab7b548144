-- The findings in the order of the rows, each with whom it is about and which keys agree.
INSERT INTO roster_finding (authority_id, roster_id, place, row_no, rule_id, field, official_id,
    agreed, differed, offers, subject, is_new)
SELECT CAST(:authority_id AS integer), CAST(:roster_id AS bigint),
    row_number() OVER (
        ORDER BY told.row_no, told.rule_id, told.field NULLS FIRST, told.official_id
    ),
    told.row_no, told.rule_id, told.field, told.official_id,
    array_remove(ARRAY[
        CASE WHEN told.mailed THEN 'email' END, CASE WHEN told.coded THEN 'employee_code' END,
        CASE WHEN told.phoned THEN 'phone' END, CASE WHEN told.named THEN 'name' END
    ], NULL),
    array_remove(ARRAY[
        CASE WHEN told.mailed = false THEN 'email' END,
        CASE WHEN told.coded = false THEN 'employee_code' END,
        CASE WHEN told.phoned = false THEN 'phone' END,
        CASE WHEN told.named = false THEN 'name' END
    ], NULL),
    told.offers, told.subject,
    NOT EXISTS (
        SELECT FROM roster_finding AS before
        WHERE before.roster_id = CAST(:previous_id AS bigint)
            AND before.authority_id = CAST(:authority_id AS integer)
            AND before.subject = told.subject AND before.rule_id = told.rule_id
            AND before.field IS NOT DISTINCT FROM told.field
    )
FROM (
    SELECT fault.row_no, fault.rule_id, fault.field,
        coalesce(fault.official_id, led.by_email, led.by_code, led.by_padded) AS official_id,
        -- The user who has the phone is held against what each key leads to.
        CASE WHEN line.email IS NULL THEN NULL
            WHEN fault.rule_id = 'OB-023' THEN (led.by_email = fault.official_id) IS true
            WHEN led.elsewhere AND led.by_email IS NULL THEN NULL
            ELSE led.by_email IS NOT NULL END AS mailed,
        CASE WHEN fault.rule_id = 'OB-023' AND line.employee_code IS NOT NULL
                THEN (led.by_code = fault.official_id) IS true
            WHEN line.employee_code IS NULL
                OR (led.elsewhere AND led.by_email IS NOT NULL) THEN NULL
            ELSE coalesce(led.codes_agree, led.by_code = coalesce(led.by_email, led.by_code),
                false) END AS coded,
        CASE WHEN fault.rule_id = 'OB-023' THEN true
            WHEN led.elsewhere OR phoned.row_no IS NULL THEN NULL
            ELSE (coalesce(led.by_email, led.by_code, led.by_padded)
                = ANY (phoned.official_ids)) IS true END AS phoned,
        -- Most names are alike to the letter: their parts are put in order only where they are not.
        CASE WHEN official.official_id IS NULL
                OR (led.elsewhere AND fault.rule_id <> 'OB-023') THEN NULL
            WHEN line.name = lower(official.name) AND line.name ~ '[[:alpha:]]' THEN true
            ELSE name_key(line.name) = name_key(official.name) END AS named,
        coalesce(unknown.offers, '[]') AS offers,
        hashtextextended(coalesce(line.email, line.employee_code, line.name,
            'official ' || fault.official_id, ''), 0) AS subject
    FROM roster_fault AS fault
    LEFT JOIN roster_row AS line ON line.row_no = fault.row_no
    LEFT JOIN roster_match AS led ON led.row_no = fault.row_no
    LEFT JOIN roster_person AS official
        ON official.official_id
            = coalesce(fault.official_id, led.by_email, led.by_code, led.by_padded)
    LEFT JOIN roster_phoned AS phoned ON phoned.row_no = fault.row_no
    LEFT JOIN roster_designation AS unknown ON unknown.designation_key = line.designation_key
        AND fault.rule_id = unknown.rule_id
) AS told
