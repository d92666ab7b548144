-- The digests of all rules that the selected entries were decided by, from their canonical JSON.
SELECT DISTINCT "left"(split_part(selected.body, '"ruleset":"', -1), 64) AS digest
FROM selected
ORDER BY digest
