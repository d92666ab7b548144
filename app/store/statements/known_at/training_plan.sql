-- Plans as they were known at a position, each by its last version until then. A plan is retired since
-- the version that first said so after the last live one; one never seen live has no such position.
SELECT plan.id, said.authority_id, plan.feed_id, plan.generation, said.version,
    said.content ->> 'name' AS name, plan.reporting_year, said.content ->> 'status' AS status,
    CAST(said.content ->> 'apar' AS boolean) AS apar,
    CAST(said.content ->> 'due_at' AS timestamptz) AS due_at,
    CAST(said.content ->> 'published_at' AS timestamptz) AS published_at,
    (SELECT id FROM public.course WHERE course.feed_id = said.content ->> 'assessment')
        AS assessment_id,
    said.learned_position, said.content,
    CASE WHEN said.content ->> 'status' <> 'live' THEN (
        SELECT min(ended.learned_position) FROM public.training_plan_history AS ended
        WHERE ended.plan_id = plan.id AND ended.version > (
            SELECT max(live.version) FROM public.training_plan_history AS live
            WHERE live.plan_id = plan.id AND live.version < said.version
                AND live.content ->> 'status' = 'live'
        )
    ) END AS retired_position
FROM public.training_plan AS plan
CROSS JOIN LATERAL (
    SELECT held.* FROM public.training_plan_history AS held
    WHERE held.plan_id = plan.id AND held.learned_position <= CAST(:known_at AS bigint)
    ORDER BY held.version DESC
    LIMIT 1
) AS said
