-- The groups of each plan as it was known at a position.
SELECT plan.id AS plan_id, CAST(stated.place - 1 AS smallint) AS group_no
FROM training_plan AS plan
CROSS JOIN LATERAL jsonb_array_elements(plan.content -> 'groups') WITH ORDINALITY
    AS stated (criteria, place)
