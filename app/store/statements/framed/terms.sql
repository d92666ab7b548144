-- The terms of all places, set down: what is then decided for millions is planned by their number.
SELECT * FROM terms
