-- Between which numbers the officials of some authorities lie, and how many they are: whoever was taken
-- up with them has his facts beside theirs, and no pass reads further than that.
SELECT coalesce(min(id), 0) AS first, coalesce(max(id), 0) AS last, count(*) AS officials
FROM official
WHERE authority_id = ANY (CAST(:authority_ids AS integer[]))
