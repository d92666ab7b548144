-- The place by which each official who is placed apart is decided: that of the day that counts, or,
-- where the rules that govern him there say so, of the posting of most days; of two, of the later.
SELECT DISTINCT ON (apart.official_id) apart.official_id, place.place_id
FROM apart
JOIN governed ON governed.profile_id = apart.place_id
JOIN (
    SELECT apart.official_id, apart.place_id, stint.days
    FROM apart
    LEFT JOIN stint ON stint.official_id = apart.official_id AND stint.standing
    UNION ALL
    SELECT official_id, place_id, days FROM elsewhere
) AS place ON place.official_id = apart.official_id
    AND (place.place_id = apart.place_id
        OR governed.transfer = 'longest' AND governed.no_mdo_prescriber_id IS NULL)
ORDER BY apart.official_id, place.days DESC NULLS LAST, place.place_id DESC
