-- Each designation of the roster that is none of those known.
SELECT DISTINCT designation_key FROM roster_poured
WHERE refused IS NULL AND designation_key IS NOT NULL
EXCEPT
SELECT unnest(CAST(:known AS text[]))
