-- Takes an official's name away.
UPDATE official SET name = CAST(:name AS text)
WHERE id = CAST(:official_id AS integer) AND name <> CAST(:name AS text)
