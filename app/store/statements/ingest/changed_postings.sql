-- The posting in which each official of the load now stands; an earlier one ends the day before.
-- One that would begin later was a joining day since corrected: it keeps no day. What was known of
-- either goes to history.
WITH standing AS (
    SELECT official.* FROM staging.official AS staged
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN official ON official.id = held.official_id
    WHERE staged.load_id = :load_id
), differing AS (
    SELECT posting.*, posting.valid_from = standing.joined_on AS stands, CASE
        WHEN posting.valid_from < standing.joined_on THEN standing.joined_on
        ELSE posting.valid_from
    END - 1 AS ended_on
    FROM standing
    JOIN posting ON posting.official_id = standing.id
    WHERE CASE WHEN posting.valid_from = standing.joined_on
        THEN posting.profile_id <> standing.profile_id OR posting.valid_to IS NOT NULL
        ELSE posting.valid_to IS NULL
            OR posting.valid_to >= greatest(standing.joined_on, posting.valid_from)
    END
), kept AS (
    INSERT INTO posting_history (
        official_id, valid_from, valid_to, authority_id, service_id, cadre_id, profile_id,
        learned_position, superseded_position
    )
    SELECT official_id, valid_from, valid_to, authority_id, service_id, cadre_id, profile_id,
        learned_position, CAST(:position AS bigint)
    FROM differing
    WHERE learned_position < CAST(:position AS bigint)
), ended AS (
    UPDATE posting SET
        valid_to = differing.ended_on, learned_position = CAST(:position AS bigint)
    FROM differing
    WHERE NOT differing.stands AND posting.official_id = differing.official_id
        AND posting.valid_from = differing.valid_from
)
INSERT INTO posting (
    official_id, valid_from, authority_id, service_id, cadre_id, profile_id, learned_position
)
SELECT id, joined_on, authority_id, service_id, cadre_id, profile_id, CAST(:position AS bigint)
FROM standing
ON CONFLICT (official_id, valid_from) DO UPDATE SET
    authority_id = excluded.authority_id, service_id = excluded.service_id,
    cadre_id = excluded.cadre_id, profile_id = excluded.profile_id,
    learned_position = excluded.learned_position, valid_to = NULL
WHERE posting.profile_id <> excluded.profile_id OR posting.valid_to IS NOT NULL
