-- Officials of one authority whom nothing leaves in doubt any more.
WITH settled AS (
    UPDATE completion_doubt SET withdrawn_position = CAST(:position AS bigint)
    WHERE withdrawn_position IS NULL AND authority_id = CAST(:authority_id AS integer)
        -- Found once for all, not for each of them: thousands may be in doubt.
        AND official_id NOT IN (
            SELECT held.official_id FROM official_identifier AS held
            WHERE held.kind = 'igot_user' AND held.value = ANY (CAST(:user_ids AS text[]))
        )
    RETURNING official_id
)
INSERT INTO evaluation_due (reporting_year, official_id, position)
-- A doubt has no date: each year that was ever decided for is due beside the one that was read.
SELECT year.reporting_year, settled.official_id, CAST(:position AS bigint)
FROM settled
CROSS JOIN (
    SELECT CAST(:year AS smallint) AS reporting_year UNION SELECT reporting_year FROM ruleset
) AS year
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
