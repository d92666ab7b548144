-- Takes the evaluated officials of some authorities off the list of those due.
DELETE FROM evaluation_due AS due
USING official
WHERE due.reporting_year = CAST(:year AS smallint) AND official.id = due.official_id
    AND official.authority_id = ANY (CAST(:authority_ids AS integer[]))
