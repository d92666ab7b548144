-- The levels of designations that some authorities have recorded for themselves.
SELECT map.authority_id, map.designation_key, map.level
FROM designation_level AS map
WHERE map.authority_id = ANY (CAST(:authority_ids AS integer[])) AND map.withdrawn_position IS NULL
