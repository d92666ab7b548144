-- Facts follow their official to a new authority, service or cadre: their rows carry all three.
UPDATE {table} AS moved SET
    authority_id = official.authority_id, service_id = official.service_id,
    cadre_id = official.cadre_id
FROM staging.official AS staged
JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
JOIN official ON official.id = held.official_id
WHERE staged.load_id = :load_id AND moved.official_id = official.id
    AND (moved.authority_id, moved.service_id, moved.cadre_id)
        IS DISTINCT FROM (official.authority_id, official.service_id, official.cadre_id)
