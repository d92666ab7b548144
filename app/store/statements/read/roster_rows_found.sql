-- What was found in some rows of a roster, for the file that goes back.
SELECT row_no, rule_id, field FROM roster_finding
WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
    AND row_no BETWEEN CAST(:first AS integer) AND CAST(:last AS integer)
ORDER BY row_no, place
