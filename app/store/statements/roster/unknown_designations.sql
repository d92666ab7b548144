-- Each designation of the roster that is none of those known.
SELECT DISTINCT designation_key FROM roster_kind WHERE designation_key IS NOT NULL
EXCEPT
SELECT unnest(CAST(:known AS text[]))
