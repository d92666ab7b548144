-- The criteria of each plan's groups as they were known at a position.
SELECT plan.id AS plan_id, CAST(stated.place - 1 AS smallint) AS group_no,
    CAST(criterion.place - 1 AS smallint) AS criterion_no, criterion.said ->> 'key' AS key,
    ARRAY(SELECT jsonb_array_elements_text(criterion.said -> 'values')) AS values
FROM training_plan AS plan
CROSS JOIN LATERAL jsonb_array_elements(plan.content -> 'groups') WITH ORDINALITY
    AS stated (criteria, place)
CROSS JOIN LATERAL jsonb_array_elements(stated.criteria) WITH ORDINALITY AS criterion (said,
    place)
