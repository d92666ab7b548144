-- The courses of the plans as they would be.
SELECT * FROM public.prescribed_course WHERE plan_id <> ALL (CAST(:without AS integer[]))
UNION ALL
SELECT * FROM jsonb_populate_recordset(CAST(NULL AS public.prescribed_course), CAST(:proposed_courses AS jsonb))
