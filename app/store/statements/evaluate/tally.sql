-- How many officials were decided for, and for how many the outcome changed.
SELECT (SELECT count(*) FROM subject) AS officials, (SELECT count(*) FROM differing) AS changed
