-- Each designation of the roster that is none of those known.
SELECT designation_key FROM roster_kind
WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
    AND designation_key IS NOT NULL
EXCEPT
SELECT unnest(CAST(:known AS text[]))
