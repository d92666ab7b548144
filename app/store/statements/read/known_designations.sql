-- Designations that an authority's profiles show, or that it has mapped to a level itself.
SELECT designation_key FROM profile
WHERE authority_id = CAST(:authority_id AS integer) AND designation_key IS NOT NULL
UNION
SELECT designation_key FROM designation_level
WHERE authority_id = CAST(:authority_id AS integer) AND withdrawn_position IS NULL
