-- The criteria of the plans as they would be.
SELECT * FROM public.plan_criterion WHERE plan_id <> ALL (CAST(:without AS integer[]))
UNION ALL
SELECT * FROM jsonb_populate_recordset(CAST(NULL AS public.plan_criterion), CAST(:proposed_criteria AS jsonb))
