-- How many of each official's completed courses don't count.
SELECT official_id, count(*) AS discounted
FROM uncounted
GROUP BY official_id
