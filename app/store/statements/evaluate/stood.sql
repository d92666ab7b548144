-- The places whose plans hold in a place: itself, and, where the rules take all postings of the year
-- together, the others in which the official stood.
SELECT id AS profile_id, id AS place_id FROM scope
UNION ALL
SELECT apart.place_id, elsewhere.place_id
FROM apart
JOIN elsewhere ON elsewhere.official_id = apart.official_id
JOIN governed ON governed.profile_id = apart.place_id AND governed.transfer = 'union'
    AND governed.no_mdo_prescriber_id IS NULL
