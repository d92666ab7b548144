-- What is held of one official's place, with the one CCA that the profile names.
SELECT greatest(
        official.learned_position, doubt.learned_position, doubt.withdrawn_position,
        (
            SELECT max(greatest(held.learned_position, held.withdrawn_position))
            FROM no_mdo_declaration AS held WHERE held.official_id = official.id
        ),
        (
            SELECT max(greatest(body.learned_position, body.withdrawn_position))
            FROM autonomous_body AS body WHERE body.authority_id = profile.authority_id
        ),
        (
            SELECT max(greatest(map.learned_position, map.withdrawn_position))
            FROM designation_level AS map
            WHERE map.authority_id = profile.authority_id
                AND map.designation_key = profile.designation_key
        ),
        (
            SELECT max(plan.learned_position) FROM training_plan AS plan
            JOIN authority AS prescriber ON prescriber.id = plan.authority_id
            WHERE plan.authority_id IN (profile.authority_id, declared.controlling_authority_id)
                OR lower(btrim(prescriber.name)) = lower(btrim(profile.controlling_authority))
        )
    ) AS learned_position,
    doubt.official_id IS NOT NULL AND doubt.withdrawn_position IS NULL AS in_doubt,
    profile.authority_id, authority.kind AS authority_kind,
    authority.feed_id AS authority_feed_id, profile.employment, profile.designation,
    profile.designation_key, profile.group_name, profile.service, profile.civil_service_type,
    profile.cadre, profile.batch, profile.on_central_deputation, profile.profile_status,
    profile.tags, own.level AS own_level, stood.profile_id IS NOT NULL AS earlier_posting,
    stood.profile_id IS NULL AND EXISTS (
        SELECT FROM posting AS came WHERE came.official_id = official.id
            AND came.valid_to IS NULL AND came.valid_from > CAST(:reference_day AS date)
    ) AS unplaced,
    declared.controlling_authority_id AS no_mdo_prescriber_id,
    EXISTS (
        SELECT FROM autonomous_body AS body
        WHERE body.authority_id = profile.authority_id AND body.withdrawn_position IS NULL
    ) AS in_body,
    EXISTS (
        SELECT FROM autonomous_body AS body
        WHERE body.authority_id = profile.authority_id AND body.withdrawn_position IS NULL
            AND NOT coalesce(
                body.mandated_from <= CAST(:reference_day AS date)
                    AND coalesce(body.mandated_until >= CAST(:reference_day AS date), true),
                false
            )
    ) AS body_without_choice,
    (
        SELECT CASE WHEN count(*) = 1 THEN min(cca.id) END
        FROM authority AS cca
        WHERE cca.kind = 'cca'
            AND lower(btrim(cca.name)) = lower(btrim(profile.controlling_authority))
    ) AS controlling_authority_id,
    (
        SELECT held.value FROM official_identifier AS held
        WHERE held.official_id = official.id AND held.kind = 'igot_user'
        ORDER BY held.withdrawn_position IS NOT NULL, held.value
        LIMIT 1
    ) AS feed_id
FROM official
LEFT JOIN posting AS stood ON stood.official_id = official.id
    AND stood.valid_from <= CAST(:reference_day AS date)
    AND stood.valid_to >= CAST(:reference_day AS date)
LEFT JOIN no_mdo_declaration AS declared ON declared.official_id = official.id
    AND declared.withdrawn_position IS NULL
    AND declared.valid_from <= CAST(:reference_day AS date)
    AND (declared.valid_until IS NULL OR declared.valid_until >= CAST(:reference_day AS date))
JOIN profile ON profile.id = coalesce(stood.profile_id, official.profile_id)
JOIN authority ON authority.id = profile.authority_id
LEFT JOIN completion_doubt AS doubt ON doubt.official_id = official.id
LEFT JOIN designation_level AS own ON own.authority_id = profile.authority_id
    AND own.designation_key = profile.designation_key AND own.withdrawn_position IS NULL
WHERE official.id = CAST(:official_id AS integer)
