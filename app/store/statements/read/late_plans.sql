-- Authorities that prescribe for somebody, and whose plans of the year were read, without a plan that
-- counts or with none known to be published in time: how many plans, and the first publication.
WITH prescribing AS (
    SELECT prescriber_id AS authority_id, count(*) AS officials
    FROM evaluation
    WHERE reporting_year = CAST(:year AS smallint) AND outcome <> 'not_mandated'
        AND prescriber_id > CAST(:after AS integer)
    GROUP BY prescriber_id
), added AS (
    SELECT plan.authority_id, count(DISTINCT plan.id) AS plans,
        min(least(
            plan.published_at, CAST(version.content ->> 'published_at' AS timestamptz)
        )) AS first_published
    FROM training_plan AS plan
    LEFT JOIN training_plan_history AS version ON version.plan_id = plan.id
    WHERE plan.reporting_year = CAST(:year AS smallint)
        AND (plan.apar OR NOT CAST(:apar_flag_required AS boolean))
    GROUP BY plan.authority_id
)
SELECT authority.id AS authority_id, authority.kind, authority.name, authority.name_hi,
    prescribing.officials, coalesce(added.plans, 0) AS plans, added.first_published
FROM prescribing
JOIN authority ON authority.id = prescribing.authority_id
LEFT JOIN added ON added.authority_id = prescribing.authority_id
WHERE coalesce(added.first_published >= CAST(:late_from AS timestamptz), true)
    -- That there is no plan is known only once the plans were read.
    AND EXISTS (
        SELECT FROM feed_watermark AS mark
        WHERE mark.reporting_year = CAST(:year AS smallint) AND mark.road = 'plans'
            AND mark.authority_id IN (authority.id, 0)
    )
ORDER BY authority.id
LIMIT CAST(:limit AS integer)
