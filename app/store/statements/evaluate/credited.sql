-- With how many prescribed courses an equivalent alone credits each official: a course counts once.
SELECT official_id, count(DISTINCT counts_for_id) AS credited
FROM standing_in
GROUP BY official_id
