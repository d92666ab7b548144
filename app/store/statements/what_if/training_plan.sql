-- The plans as they would be: without those taken away, with those proposed.
SELECT * FROM public.training_plan WHERE id <> ALL (CAST(:without AS integer[]))
UNION ALL
SELECT * FROM jsonb_populate_recordset(CAST(NULL AS public.training_plan), CAST(:proposed_plans AS jsonb))
