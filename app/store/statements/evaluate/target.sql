-- What each place, and each named official, is held to: the plans that count, and flags missing.
SELECT held.profile_id, held.official_id,
    coalesce(
        array_agg(DISTINCT plan.id)
            FILTER (WHERE plan.apar
                OR plan.id IS NOT NULL AND NOT governed.apar_flag_required),
        '{}'
    ) AS plan_ids,
    coalesce(
        bool_or(plan.apar IS NULL AND plan.id IS NOT NULL AND governed.apar_flag_required), false
    ) AS flag_missing,
    coalesce(bool_or(NOT plan.apar AND governed.apar_flag_required), false) AS not_flagged,
    bool_or(stood.place_id <> held.profile_id) AS all_postings
FROM (
    SELECT id AS profile_id, 0 AS official_id FROM scope
    UNION
    SELECT stood.profile_id, named.official_id
    FROM named
    JOIN stood ON stood.place_id = named.profile_id
) AS held
JOIN stood ON stood.profile_id = held.profile_id
JOIN governed ON governed.profile_id = held.profile_id
LEFT JOIN reach ON reach.profile_id = stood.place_id
    AND reach.official_id IN (0, held.official_id)
LEFT JOIN training_plan AS plan ON plan.id = reach.plan_id
GROUP BY held.profile_id, held.official_id
