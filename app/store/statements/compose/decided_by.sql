-- Which rules count the latest attempt at an assessment alone.
SELECT id, jsonb_path_exists(
    content, '$.rules[*] ? (@.id == "assessment.attempt" && @.value == "latest")'
) AS latest_attempt
FROM ruleset
