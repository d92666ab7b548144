-- What each place, and each named official, is held to: the plans that count, and flags missing. Of
-- several plans of one authority that do, the one published last alone, where the rules say so.
SELECT profile_id, official_id,
    coalesce(
        array_agg(DISTINCT plan_id) FILTER (WHERE counts AND (plans_count_together OR latest)), '{}'
    ) AS plan_ids,
    coalesce(bool_or(apar IS NULL AND plan_id IS NOT NULL AND apar_flag_required), false)
        AS flag_missing,
    coalesce(bool_or(NOT apar AND apar_flag_required), false) AS not_flagged,
    bool_or(elsewhere) AS all_postings, vanished_stay
FROM (
    SELECT held.profile_id, held.official_id, plan.id AS plan_id, plan.apar, counting.counts,
        stood.place_id <> held.profile_id AS elsewhere, governed.apar_flag_required,
        governed.plans_count_together, governed.vanished_stay,
        dense_rank() OVER (
            PARTITION BY held.profile_id, held.official_id, plan.authority_id, counting.counts
            ORDER BY plan.published_at DESC NULLS LAST, plan.id DESC
        ) = 1 AS latest
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
    CROSS JOIN LATERAL (
        SELECT plan.id IS NOT NULL AND (plan.apar OR NOT governed.apar_flag_required) AS counts
    ) AS counting
) AS met
GROUP BY profile_id, official_id, vanished_stay
