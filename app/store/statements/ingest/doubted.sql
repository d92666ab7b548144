-- Officials whom the reports now leave in doubt, and who were not before; an earlier doubt that was
-- settled goes to history.
WITH kept AS (
    INSERT INTO completion_doubt_history (
        official_id, authority_id, service_id, cadre_id, learned_position, withdrawn_position,
        superseded_position
    )
    SELECT settled.official_id, settled.authority_id, settled.service_id, settled.cadre_id,
        settled.learned_position, settled.withdrawn_position, CAST(:position AS bigint)
    FROM official_identifier AS held
    JOIN completion_doubt AS settled ON settled.official_id = held.official_id
    WHERE held.kind = 'igot_user' AND held.value = ANY (CAST(:user_ids AS text[]))
        AND settled.withdrawn_position IS NOT NULL
        AND settled.learned_position < CAST(:position AS bigint)
), doubted AS (
    INSERT INTO completion_doubt (
        official_id, authority_id, service_id, cadre_id, learned_position
    )
    SELECT official.id, official.authority_id, official.service_id, official.cadre_id,
        CAST(:position AS bigint)
    FROM official_identifier AS held
    JOIN official ON official.id = held.official_id
    WHERE held.kind = 'igot_user' AND held.value = ANY (CAST(:user_ids AS text[]))
    ON CONFLICT (official_id) DO UPDATE SET
        learned_position = excluded.learned_position, withdrawn_position = NULL
    WHERE completion_doubt.withdrawn_position IS NOT NULL
    RETURNING official_id
)
INSERT INTO evaluation_due (reporting_year, official_id, position)
-- A doubt has no date: each year that was ever decided for is due beside the one that was read.
SELECT year.reporting_year, doubted.official_id, CAST(:position AS bigint)
FROM doubted
CROSS JOIN (
    SELECT CAST(:year AS smallint) AS reporting_year UNION SELECT reporting_year FROM ruleset
) AS year
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
