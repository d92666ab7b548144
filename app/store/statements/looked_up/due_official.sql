-- The officials who are due, set down: what is decided for them is planned by their number.
SELECT * FROM official
