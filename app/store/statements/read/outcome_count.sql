-- How many of an authority's outcomes there are, narrowed by outcome and level.
SELECT count(*)
FROM evaluation
WHERE reporting_year = CAST(:year AS smallint)
    AND authority_id = CAST(:authority_id AS integer)
    AND (CAST(:outcome AS text) IS NULL OR outcome = CAST(:outcome AS text))
    AND (CAST(:level AS text) IS NULL OR level = CAST(:level AS text))
