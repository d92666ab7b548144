-- The rows of rosters that were found to be an official's.
SELECT roster_id, row_no
FROM roster_finding
WHERE official_id = CAST(:official_id AS integer) AND row_no IS NOT NULL
