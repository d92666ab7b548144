-- The places to decide for: profiles of the authorities, and officials who are placed apart. An All
-- India Services officer is never without MDO.
SELECT place.place_id AS id, profile.authority_id, profile.employment, profile.designation,
    profile.designation_key, profile.group_name, profile.service, profile.civil_service_type,
    profile.cadre, profile.batch, profile.on_central_deputation, profile.controlling_authority,
    profile.profile_status, profile.tags, authority.kind AS authority_kind,
    lower(authority.feed_id) AS authority_feed_id, place.earlier_posting, place.longest_posting,
    served.all_india,
    CASE WHEN NOT served.all_india THEN place.controlling_authority_id END AS no_mdo_prescriber_id,
    body.authority_id IS NOT NULL AND NOT served.all_india
        AND place.controlling_authority_id IS NULL AS body_without_choice,
    place.unplaced AND (served.all_india OR place.controlling_authority_id IS NULL) AS unplaced
FROM (
    SELECT id AS place_id, id AS profile_id, false AS earlier_posting,
        false AS longest_posting,
        CAST(NULL AS integer) AS controlling_authority_id, false AS unplaced
    FROM profile
    WHERE authority_id = ANY (CAST(:authority_ids AS integer[]))
    UNION ALL
    SELECT place_id, profile_id, earlier_posting, false, controlling_authority_id, unplaced FROM apart
    UNION ALL
    SELECT place_id, profile_id, false, true, NULL, false FROM elsewhere
) AS place
JOIN profile ON profile.id = place.profile_id
JOIN authority ON authority.id = profile.authority_id
LEFT JOIN body ON body.authority_id = profile.authority_id
CROSS JOIN LATERAL (
    SELECT coalesce(lower(btrim(profile.service)) = ANY (CAST(:all_india_services AS text[])), false)
        AS all_india
) AS served
