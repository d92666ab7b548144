-- How many filings another scope calls for.
SELECT count(*) FROM anew
