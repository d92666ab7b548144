-- The canonical entry (RFC 8785) of each official, and its digest.
-- Each fence keeps the text, and then its digest, from being made again for every use.
SELECT written.*, sha256(convert_to(body, 'UTF8')) AS digest
FROM (
    SELECT candidate.official_id, candidate.authority_id, candidate.service_id,
        candidate.cadre_id, candidate.prescriber_id,
        '{"assessments":[' || coalesce(passed.assessments, '') || '],"courses":['
            || coalesce(standing.courses, '') || '],"reporting_year":'
            || to_json(CAST(:year_label AS text)) || ',"ruleset":'
            || to_json(ruleset.digest) || ',"schema":'
            -- Of a cadre with a form of its own the schema is that form's.
            || to_json(coalesce(
                (CAST(:form_schemas AS text[]))[
                    array_position(CAST(:form_cadres AS smallint[]), candidate.cadre_id)
                ],
                CAST(:schema AS text)
            ))
            || ',"summary":{"completed":' || candidate.completed || ',"outcome":'
            || CASE WHEN candidate.cadre_id = ANY (CAST(:outcome_withheld AS smallint[])) THEN 'null'
                ELSE to_json(candidate.outcome)::text END || ',"prescribed":' || candidate.prescribed
            || ',"required":' || candidate.required || '}}' AS body
    FROM candidate
    JOIN ruleset ON ruleset.id = candidate.ruleset_id
    LEFT JOIN standing ON standing.official_id = candidate.official_id
    LEFT JOIN passed ON passed.official_id = candidate.official_id
    OFFSET 0
) AS written
OFFSET 0
