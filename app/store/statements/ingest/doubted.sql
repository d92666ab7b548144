-- Officials whom the reports now leave in doubt, and who were not before.
WITH doubted AS (
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
SELECT CAST(:year AS smallint), official_id, CAST(:position AS bigint) FROM doubted
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
