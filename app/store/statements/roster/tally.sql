-- What a roster came to, beside the one before it.
WITH now AS (
    SELECT row_no, rule_id, field, subject, is_new FROM roster_finding
    WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
)
SELECT count(*) AS findings, count(DISTINCT row_no) AS faulty,
    count(*) FILTER (WHERE is_new) AS renewed,
    (
        SELECT count(*) FROM roster_finding AS before
        WHERE before.roster_id = CAST(:previous_id AS bigint)
            AND before.authority_id = CAST(:authority_id AS integer)
            AND NOT EXISTS (
                SELECT FROM now WHERE now.subject = before.subject
                    AND now.rule_id = before.rule_id AND now.field IS NOT DISTINCT FROM before.field
            )
    ) AS fixed
FROM now
