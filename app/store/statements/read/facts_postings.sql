-- The postings of one official's year, those that ended before the day that counts and that day's,
-- each with what its place needs: profile, authority, the one CCA named, the authority's own level.
SELECT posting.valid_from,
    least(coalesce(posting.valid_to, CAST(:reference_day AS date)), CAST(:reference_day AS date))
        - greatest(posting.valid_from, CAST(:first_day AS date)) + 1 AS days,
    coalesce(posting.valid_to >= CAST(:reference_day AS date), true) AS standing,
    greatest(
        posting.learned_position,
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
            WHERE plan.authority_id = profile.authority_id
                OR lower(btrim(prescriber.name)) = lower(btrim(profile.controlling_authority))
        )
    ) AS learned_position,
    profile.authority_id, authority.kind AS authority_kind,
    authority.feed_id AS authority_feed_id, profile.employment, profile.designation,
    profile.designation_key, profile.group_name, profile.service, profile.civil_service_type,
    profile.cadre, profile.batch, profile.on_central_deputation, profile.profile_status,
    profile.tags, own.level AS own_level, false AS earlier_posting,
    false AS unplaced,
    CAST(NULL AS integer) AS no_mdo_prescriber_id,
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
    ) AS controlling_authority_id
FROM posting
JOIN profile ON profile.id = posting.profile_id
JOIN authority ON authority.id = profile.authority_id
LEFT JOIN designation_level AS own ON own.authority_id = profile.authority_id
    AND own.designation_key = profile.designation_key AND own.withdrawn_position IS NULL
WHERE posting.official_id = CAST(:official_id AS integer)
    AND posting.valid_from <= CAST(:reference_day AS date)
    AND coalesce(
        posting.valid_to >= greatest(posting.valid_from, CAST(:first_day AS date)), true
    )
ORDER BY posting.valid_from
