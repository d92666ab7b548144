-- Between which numbers the officials of some authorities lie: whoever was taken up with them has his
-- facts beside theirs, and no pass reads further than that.
SELECT coalesce(min(id), 0) AS first_official, coalesce(max(id), 0) AS last_official
FROM official
WHERE authority_id = ANY (CAST(:authority_ids AS integer[]))
