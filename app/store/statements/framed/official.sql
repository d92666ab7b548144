-- The officials who are due, set down with an index, in the place of all.
SELECT * FROM due_official
