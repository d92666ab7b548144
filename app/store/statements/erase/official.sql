-- One official, locked until the erasure is done: still with an authority, by what is known, or not.
SELECT id, active AND left_position IS NULL AS serves
FROM official
WHERE id = CAST(:official_id AS integer)
FOR UPDATE
