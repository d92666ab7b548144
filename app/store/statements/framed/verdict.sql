-- What was decided, set down: the outcomes held are looked up for as many as these.
SELECT * FROM verdict
