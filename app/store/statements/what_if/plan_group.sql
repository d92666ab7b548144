-- The groups of the plans as they would be.
SELECT * FROM public.plan_group WHERE plan_id <> ALL (CAST(:without AS integer[]))
UNION ALL
SELECT * FROM jsonb_populate_recordset(CAST(NULL AS public.plan_group), CAST(:proposed_groups AS jsonb))
