-- The next position of a kind; the row's lock is held to the commit, so positions have no gaps.
UPDATE position_counter SET value = value + CAST(:count AS bigint)
WHERE kind = :kind
RETURNING value
