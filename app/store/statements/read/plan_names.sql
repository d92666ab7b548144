-- What each group of an authority's live plans of a year names under some keys, one group a row.
SELECT plan.id AS plan_id, plan.feed_id, plan.name, ARRAY(
    SELECT named
    FROM plan_criterion AS asked
    CROSS JOIN LATERAL unnest(asked.values) AS named
    WHERE asked.plan_id = plan.id AND asked.group_no = plan_group.group_no
        AND asked.key = ANY (CAST(:keys AS text[]))
) AS named
FROM training_plan AS plan
JOIN plan_group ON plan_group.plan_id = plan.id
WHERE plan.authority_id = CAST(:authority_id AS integer)
    AND plan.reporting_year = CAST(:year AS smallint)
    AND (plan.status = 'live' OR EXISTS (
        SELECT FROM ingest_position AS retired
        WHERE retired.position = plan.retired_position
            AND retired.closed_at >= CAST(:closes AS timestamptz)
    ))
    AND (plan.apar OR NOT CAST(:apar_flag_required AS boolean))
ORDER BY plan.id, plan_group.group_no
