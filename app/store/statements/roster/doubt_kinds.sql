-- Marks the kinds of which nobody knows the designation.
UPDATE roster_kind SET doubted = true
WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
    AND designation_key IN (SELECT designation_key FROM roster_designation)
