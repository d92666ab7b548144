-- Whom the phones of rows lead to: officials of the authority who have the same one on iGOT.
INSERT INTO roster_phoned (row_no, official_ids)
WITH known AS (
    SELECT digest, array_agg(DISTINCT official.id ORDER BY official.id) AS official_ids
    FROM roster_user_phone
    JOIN official_identifier AS account ON account.kind = 'igot_user'
        AND account.withdrawn_position IS NULL AND account.value = user_id
    JOIN official ON official.id = account.official_id
        AND official.authority_id = CAST(:authority_id AS integer)
    GROUP BY digest
)
SELECT roster_phone.row_no, known.official_ids FROM roster_phone JOIN known USING (digest)
