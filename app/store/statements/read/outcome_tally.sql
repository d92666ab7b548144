-- How many officials of an authority have each outcome.
SELECT outcome, count(*) AS officials
FROM evaluation
WHERE reporting_year = CAST(:year AS smallint)
    AND authority_id = CAST(:authority_id AS integer)
GROUP BY outcome
ORDER BY outcome
