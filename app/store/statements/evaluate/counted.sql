-- How many prescribed courses each official completed within the year, those that don't count left out.
SELECT official_id, count(*) AS completed
FROM studied
WHERE counts
GROUP BY official_id
