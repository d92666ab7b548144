-- What the rules of an outcome say of attempts at assessments and of cut-offs, as they were kept.
SELECT id AS ruleset_id,
    jsonb_path_exists(
        content, '$.rules[*] ? (@.id == "assessment.attempt" && @.value == "latest")'
    ) AS latest_attempt,
    jsonb_path_exists(
        content, '$.rules[*] ? (@.id == "assessment.pass_mark" && @.value == "by_order")'
    ) AS cut_off_decides
FROM ruleset
