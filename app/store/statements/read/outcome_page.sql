-- One page of an authority's outcomes, in order of official, narrowed by outcome and level.
SELECT official_id, outcome, level, prescribed, required, completed, assessment, reasons,
    confirmed_through
FROM evaluation
WHERE reporting_year = CAST(:year AS smallint)
    AND authority_id = CAST(:authority_id AS integer)
    AND (CAST(:outcome AS text) IS NULL OR outcome = CAST(:outcome AS text))
    AND (CAST(:level AS text) IS NULL OR level = CAST(:level AS text))
    AND official_id > CAST(:after AS integer)
ORDER BY official_id
LIMIT CAST(:limit AS integer)
