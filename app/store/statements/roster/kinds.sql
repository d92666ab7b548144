-- Rows that can be read, counted by the group and the designation that they name.
INSERT INTO roster_kind (group_key, designation_key, rows)
SELECT group_key, designation_key, count(*) FROM roster_poured
WHERE refused IS NULL
GROUP BY group_key, designation_key
