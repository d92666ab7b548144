-- The entry that stands for an official who moved is shown where he serves now, from the first day
-- of his posting on, until it is published anew for that place.
UPDATE apar_head AS head SET
    arrived_authority_id = NULLIF(official.authority_id, head.authority_id),
    arrived_on = CASE
        WHEN official.authority_id <> head.authority_id THEN official.joined_on
    END
FROM staging.official AS staged
JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
JOIN official ON official.id = held.official_id
WHERE staged.load_id = :load_id AND head.official_id = official.id
    AND (head.arrived_authority_id, head.arrived_on) IS DISTINCT FROM (
        NULLIF(official.authority_id, head.authority_id),
        CASE WHEN official.authority_id <> head.authority_id THEN official.joined_on END
    )
