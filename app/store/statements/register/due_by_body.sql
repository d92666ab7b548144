-- Who stands or stood in an autonomous body is due when its ministry's choice is recorded or
-- withdrawn.
SELECT register_due(
    CAST(:years AS smallint[]), array_agg(DISTINCT place.official_id), CAST(:position AS bigint)
)
FROM (
    SELECT id AS official_id, authority_id FROM official
    UNION ALL
    SELECT official_id, authority_id FROM posting WHERE valid_to IS NOT NULL
) AS place
JOIN autonomous_body ON autonomous_body.authority_id = place.authority_id
WHERE autonomous_body.id = ANY (CAST(:ids AS integer[]))
