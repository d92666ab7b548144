-- Officials who are decided in another place than their profile of today: that of the posting in
-- which they stood on the day that counts, with no MDO by a declaration, or by more than that day's
-- posting; and who stood nowhere that day as far as is known. Each under a number of his own below
-- zero.
SELECT -official.id AS place_id, official.id AS official_id,
    coalesce(moved.profile_id, official.profile_id) AS profile_id,
    moved.profile_id IS NOT NULL AS earlier_posting,
    moved.controlling_authority_id,
    moved.came_later AND moved.profile_id IS NULL AS unplaced
FROM (
    -- Each once, before all officials are looked through for them.
    SELECT official_id, max(profile_id) AS profile_id,
        max(controlling_authority_id) AS controlling_authority_id,
        bool_or(came_later) AS came_later
    FROM (
        SELECT official_id, profile_id, CAST(NULL AS integer) AS controlling_authority_id,
            false AS came_later
        FROM posting
        WHERE valid_to >= CAST(:reference_day AS date)
            AND valid_from <= CAST(:reference_day AS date)
        UNION ALL
        SELECT official_id, NULL, NULL, true
        FROM posting
        WHERE valid_to IS NULL AND valid_from > CAST(:reference_day AS date)
        UNION ALL
        SELECT official_id, NULL, controlling_authority_id, false
        FROM no_mdo_declaration
        WHERE withdrawn_position IS NULL AND valid_from <= CAST(:reference_day AS date)
            AND (valid_until IS NULL OR valid_until >= CAST(:reference_day AS date))
        UNION ALL
        SELECT official_id, NULL, NULL, false FROM stint
    ) AS every
    GROUP BY official_id
) AS moved
JOIN official ON official.id = moved.official_id
WHERE official.authority_id = ANY (CAST(:authority_ids AS integer[]))
