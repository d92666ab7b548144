-- Takes the evaluated officials of one authority off the list of those due.
DELETE FROM evaluation_due AS due
USING official
WHERE due.reporting_year = CAST(:year AS smallint) AND official.id = due.official_id
    AND official.authority_id = CAST(:authority_id AS integer)
